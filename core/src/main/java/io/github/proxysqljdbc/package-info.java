/** The front door: the data source and the driver, and the one place that wires the parts together. */
@NullMarked
package io.github.proxysqljdbc;

import org.jspecify.annotations.NullMarked;
