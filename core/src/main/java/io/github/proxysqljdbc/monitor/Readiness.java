package io.github.proxysqljdbc.monitor;

import io.github.proxysqljdbc.credentials.CredentialsSource;
import io.github.proxysqljdbc.error.FailureKind;
import io.github.proxysqljdbc.topology.InstanceState;
import io.github.proxysqljdbc.topology.Role;
import io.github.proxysqljdbc.topology.Status;
import io.github.proxysqljdbc.topology.Topology;
import io.github.proxysqljdbc.topology.TopologyHolder;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;

/** When a topology is good enough to start with, and what to say if it never is. */
final class Readiness {
    private static final String CANNOT_CONNECT = "08001";
    private static final String INVALID_AUTHORIZATION = "28000";

    private Readiness() {}

    static void await(TopologyHolder holder, Duration longest, CredentialsSource credentials) throws SQLException {
        Topology settled;
        try {
            settled = holder.await(t -> isReady(t) || allRefuse(t, credentials), longest.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException(
                    "interrupted while waiting for a first instance to answer", CANNOT_CONNECT, e);
        }
        Topology last = settled == null ? holder.current() : settled;
        if (isReady(last)) {
            return;
        }
        if (allRefuse(last, credentials)) {
            throw new SQLInvalidAuthorizationSpecException(
                    "every instance refuses the monitor's user " + account(credentials) + ": " + words(last)
                            + ". Check user and password, credentials, or monitorUser and monitorPassword",
                    INVALID_AUTHORIZATION);
        }
        if (holder.isClosed()) {
            throw new SQLTransientConnectionException("closed before an instance had answered", CANNOT_CONNECT);
        }
        if (!last.anyUp()) {
            throw new SQLTransientConnectionException(
                    "no instance has answered within " + longest.toMillis() + " ms: " + words(last)
                            + (noCredentials(last)
                                    ? ". Check the option credentials"
                                    : ". Check hosts and ports, and that the servers run"),
                    CANNOT_CONNECT,
                    credentials.lastFailure());
        }
    }

    /** Whether statements can be routed as well as they ever will be with what the instances say now. */
    private static boolean isReady(Topology topology) {
        return topology.anyUp()
                && (topology.writer() != null
                        || topology.instances().stream()
                                .noneMatch(s -> s.status() == Status.UNKNOWN || (s.isUp() && s.role() == Role.WRITER)));
    }

    /** Whether no instance lets us in, and nobody is about to say with what else to try. */
    private static boolean allRefuse(Topology topology, CredentialsSource credentials) {
        return !credentials.isAsking()
                && topology.instances().stream().allMatch(s -> s.failure() == FailureKind.ACCESS_DENIED);
    }

    private static boolean noCredentials(Topology topology) {
        return topology.instances().stream().anyMatch(s -> s.failure() == FailureKind.NO_CREDENTIALS);
    }

    private static String account(CredentialsSource credentials) {
        return Objects.requireNonNullElse(credentials.user(), "of the option credentials=" + credentials);
    }

    private static String words(Topology topology) {
        return topology.instances().stream().map(Readiness::words).collect(Collectors.joining("; "));
    }

    private static String words(InstanceState state) {
        return state.instance() + ": " + state.evidence();
    }
}
