/** Keeps the documentation true. */
@NullMarked
package io.github.proxysqljdbc.docs;

import org.jspecify.annotations.NullMarked;
