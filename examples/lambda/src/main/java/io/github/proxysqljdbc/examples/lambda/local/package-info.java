/** Calls the function as Lambda would, on this machine: in JVMs of their own, which stand still between invocations. */
@NullMarked
package io.github.proxysqljdbc.examples.lambda.local;

import org.jspecify.annotations.NullMarked;
