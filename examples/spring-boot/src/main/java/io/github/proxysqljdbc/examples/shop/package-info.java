/** A small web shop over a replicated database. It knows nothing of readers and writers, and shows which instance answered. */
@NullMarked
package io.github.proxysqljdbc.examples.shop;

import org.jspecify.annotations.NullMarked;
