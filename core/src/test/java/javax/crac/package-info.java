/** Stands in for a JVM that can be checkpointed, so that {@code org.crac} has something to register with. */
@NullMarked
package javax.crac;

import org.jspecify.annotations.NullMarked;
