package io.github.proxysqljdbc.topology;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks an instance for its role. One object serves all instances and several threads at once.
 *
 * <p>A check is called about once a second for each instance, on a connection that is kept open for it, in autocommit mode, with a socket
 * timeout. It should be one round trip, need no privilege, and leave the session as it was.
 */
@FunctionalInterface
public interface RoleCheck {
    /**
     * Asks, and says what came back.
     *
     * @param statement open on the instance, and left open
     * @throws SQLException what the driver threw; says nothing about the role
     */
    Answer ask(Statement statement) throws SQLException;

    /** What the check wants to know, for people: variable names for example. */
    default String describe() {
        return getClass().getName();
    }

    /**
     * What an instance said.
     *
     * @param role {@link Role#UNKNOWN} if it did not say; the role it had before is then kept
     * @param evidence in words, such as {@code read_only=1}
     * @param lag how far it is behind its source; null if not measured
     */
    record Answer(Role role, String evidence, @Nullable Duration lag) {
        public Answer {
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(evidence, "evidence");
        }
    }
}
