package io.github.proxysqljdbc.topology;

import java.util.Objects;

/**
 * Which server answers at an instance's address, and which run of it.
 *
 * @param names what the server calls itself, such as {@code server_id=1, server_uuid=…}
 * @param startedAt when it started, in seconds of its own clock since 1970; exact to a second or two
 */
public record ServerId(String names, long startedAt) {
    /** Two readings of one run differ by what rounding takes, seconds of uptime and of the clock. */
    private static final long ROUNDING = 2;

    public ServerId {
        Objects.requireNonNull(names, "names");
    }

    /** Whether that is another server. */
    public boolean isOtherServer(ServerId other) {
        return !names.equals(other.names);
    }

    /** Whether that is another server, or another run of this one. */
    public boolean isOtherRun(ServerId other) {
        return isOtherServer(other) || Math.abs(startedAt - other.startedAt) > ROUNDING;
    }
}
