/** Options, URL and their validation, as immutable records. */
@NullMarked
package io.github.proxysqljdbc.config;

import org.jspecify.annotations.NullMarked;
