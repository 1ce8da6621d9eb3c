/** One pool of physical connections for each instance, and what state each of them is in. */
@NullMarked
package io.github.proxysqljdbc.pool;

import org.jspecify.annotations.NullMarked;
