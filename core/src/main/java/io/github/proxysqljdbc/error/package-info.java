/** Exception types, SQLStates, and the one place that judges a driver's exception. */
@NullMarked
package io.github.proxysqljdbc.error;

import org.jspecify.annotations.NullMarked;
