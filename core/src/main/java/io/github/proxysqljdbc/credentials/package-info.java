/** With which user and password connections are opened, where these may change while the data source is open. */
@NullMarked
package io.github.proxysqljdbc.credentials;

import org.jspecify.annotations.NullMarked;
