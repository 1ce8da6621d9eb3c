package io.github.proxysqljdbc.topology;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.error.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one instance at one moment. Immutable.
 *
 * @param index its place in the configured list, from 0; pools and selectors are arrays by it
 * @param instance the server
 * @param role its last word about itself
 * @param roleSince when that role was first seen
 * @param status how it answered lately
 * @param statusSince when that status was first seen
 * @param latencyNanos how long the role check takes, in nanoseconds: a moving average in which the last answer counts a quarter; 0 before
 *     the first answer
 * @param evidence what the last observation rests on, in words, such as {@code innodb_read_only=1} or {@code connect refused}; without secrets
 * @param failure why the last question brought no usable answer; null if it did, or if nothing was asked yet
 * @param lag how far the instance is behind its source; null if not measured
 * @param behind whether that is more than {@code maxReplicationLag} allows, so that it takes no reads while others can
 * @param dead whether it has answered nothing for {@code silenceTimeout}, so that the connections to it are aborted
 * @param generation grows whenever connections made before are no longer to be used: the instance went down, was started anew or replaced
 *     by another server, or is no longer the writer
 * @param trail what the fold remembers
 */
public record InstanceState(
        int index,
        Instance instance,
        Role role,
        Instant roleSince,
        Status status,
        Instant statusSince,
        long latencyNanos,
        String evidence,
        @Nullable FailureKind failure,
        @Nullable Duration lag,
        boolean behind,
        boolean dead,
        int generation,
        Trail trail) {
    /** @throws IllegalArgumentException if the index or the latency is negative */
    public InstanceState {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(roleSince, "roleSince");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(statusSince, "statusSince");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(trail, "trail");
        if (index < 0 || latencyNanos < 0) {
            throw new IllegalArgumentException(
                    "index " + index + " and latency " + latencyNanos + " ns must not be negative");
        }
    }

    /** An instance that nobody has asked yet. */
    public static InstanceState unknown(int index, Instance instance, Instant now) {
        return new InstanceState(
                index,
                instance,
                Role.UNKNOWN,
                now,
                Status.UNKNOWN,
                now,
                0,
                "not asked yet",
                null,
                null,
                false,
                false,
                0,
                Trail.NONE);
    }

    /** An instance that is up in that role. */
    public static InstanceState up(int index, Instance instance, Role role, Instant now) {
        return new InstanceState(
                index, instance, role, now, Status.UP, now, 0, "as told", null, null, false, false, 0, Trail.NONE);
    }

    /** The same state with that claim. */
    public InstanceState withClaim(Trail.Claim claim) {
        return new InstanceState(
                index,
                instance,
                role,
                roleSince,
                status,
                statusSince,
                latencyNanos,
                evidence,
                failure,
                lag,
                behind,
                dead,
                generation,
                trail.withClaim(claim));
    }

    /** Whether the instance answered the last question. */
    public boolean isUp() {
        return status == Status.UP;
    }

    /** One line for people: instance, status, role, evidence and times. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(96)
                .append(instance)
                .append(' ')
                .append(status)
                .append(' ')
                .append(role)
                .append(" (")
                .append(evidence);
        if (latencyNanos > 0) {
            text.append(", ").append(latencyNanos / 1000).append(" µs");
        }
        if (lag != null) {
            text.append(", lag ").append(lag.toMillis()).append(" ms");
        }
        if (behind) {
            text.append(", too far behind for reads");
        }
        return text.append(", ")
                .append(role)
                .append(" since ")
                .append(roleSince)
                .append(", ")
                .append(status)
                .append(" since ")
                .append(statusSince)
                .append(')')
                .toString();
    }
}
