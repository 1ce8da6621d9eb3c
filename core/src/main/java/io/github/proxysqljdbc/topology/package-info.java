/** The immutable snapshot of all instances, its holder, and how a reader is chosen. */
@NullMarked
package io.github.proxysqljdbc.topology;

import org.jspecify.annotations.NullMarked;
