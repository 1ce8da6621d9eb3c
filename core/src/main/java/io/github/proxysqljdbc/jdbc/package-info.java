/** The {@code java.sql} objects that an application holds. */
@NullMarked
package io.github.proxysqljdbc.jdbc;

import org.jspecify.annotations.NullMarked;
