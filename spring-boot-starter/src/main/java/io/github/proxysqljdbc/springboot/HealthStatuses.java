package io.github.proxysqljdbc.springboot;

import org.springframework.boot.health.contributor.Status;
import org.springframework.core.env.Environment;

/** The property {@code management.health.proxysql.readers-only-status}. Stateless. */
final class HealthStatuses {
    static final String PROPERTY = "management.health.proxysql.readers-only-status";

    private HealthStatuses() {}

    /** The status while reads are served and writes are not; {@code OUT_OF_SERVICE} where none is set. */
    static Status readersOnly(Environment environment) {
        String code = environment.getProperty(PROPERTY, "");
        return code.isBlank() ? Status.OUT_OF_SERVICE : new Status(code.strip());
    }
}
