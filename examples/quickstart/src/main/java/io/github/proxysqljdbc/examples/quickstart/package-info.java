/** The quickstart: where each statement of a small session goes, why, and what happens when the writer dies. */
@NullMarked
package io.github.proxysqljdbc.examples.quickstart;

import org.jspecify.annotations.NullMarked;
