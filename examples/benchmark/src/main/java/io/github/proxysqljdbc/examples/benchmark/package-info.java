/** Two benchmarks: nanoseconds and bytes of a statement on a stub driver, and load on a real cluster. */
@NullMarked
package io.github.proxysqljdbc.examples.benchmark;

import org.jspecify.annotations.NullMarked;
