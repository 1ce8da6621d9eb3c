/** The place of the auto-configuration for Spring Boot; it holds no class yet. */
@NullMarked
package io.github.proxysqljdbc.springboot;

import org.jspecify.annotations.NullMarked;
