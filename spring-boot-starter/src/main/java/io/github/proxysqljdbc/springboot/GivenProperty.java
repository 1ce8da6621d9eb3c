package io.github.proxysqljdbc.springboot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/**
 * A Spring property that gives an option, for messages; without its value, which may be a secret.
 *
 * @param option the option's name in the catalogue
 * @param name the property's canonical name
 * @param origin where it is written; null if nobody knows
 */
record GivenProperty(String option, String name, @Nullable Origin origin) {
    /** Such as {@code property proxysql.max-pool-size, class path resource [application.properties] - 3:24}. */
    String describe() {
        return "property " + name + (origin == null ? "" : ", " + origin);
    }
}
