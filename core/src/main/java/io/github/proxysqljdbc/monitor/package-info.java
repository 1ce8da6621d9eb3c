/** Asks the instances for their role, and folds their answers into the next topology. */
@NullMarked
package io.github.proxysqljdbc.monitor;

import org.jspecify.annotations.NullMarked;
