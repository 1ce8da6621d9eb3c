/** What a statement costs through the library where the driver costs nothing (JMH). */
@NullMarked
package io.github.proxysqljdbc.examples.benchmark.stub;

import org.jspecify.annotations.NullMarked;
