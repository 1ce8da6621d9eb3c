/** Throughput, processor time and allocation of participants that load a real cluster, each in a JVM of its own. */
@NullMarked
package io.github.proxysqljdbc.examples.benchmark.cluster;

import org.jspecify.annotations.NullMarked;
