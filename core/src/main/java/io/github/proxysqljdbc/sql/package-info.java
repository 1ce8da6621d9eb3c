/** Lexer, digest and classifier of SQL text; knows nothing of {@code java.sql}. */
@NullMarked
package io.github.proxysqljdbc.sql;

import org.jspecify.annotations.NullMarked;
