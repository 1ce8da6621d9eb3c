/** One logical connection: what state it wants, its transaction, its pins and its lease. */
@NullMarked
package io.github.proxysqljdbc.session;

import org.jspecify.annotations.NullMarked;
