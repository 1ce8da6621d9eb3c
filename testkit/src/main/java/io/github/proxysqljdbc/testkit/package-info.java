/** A real replicated cluster on loopback, for tests. */
@NullMarked
package io.github.proxysqljdbc.testkit;

import org.jspecify.annotations.NullMarked;
