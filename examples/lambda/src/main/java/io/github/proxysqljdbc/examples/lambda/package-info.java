/** A Lambda function: all that it needs of the library is a static data source. */
@NullMarked
package io.github.proxysqljdbc.examples.lambda;

import org.jspecify.annotations.NullMarked;
