/** JDBC tools, each in a JVM of its own with the jar that holds everything, against real clusters. */
@NullMarked
package io.github.proxysqljdbc.tools.jdbc;

import org.jspecify.annotations.NullMarked;
