/** The pure decision where one statement goes: no threads, no clock, no I/O. */
@NullMarked
package io.github.proxysqljdbc.route;

import org.jspecify.annotations.NullMarked;
