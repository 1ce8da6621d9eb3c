package io.github.proxysqljdbc.credentials;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is opened with. Immutable.
 *
 * @param user the account; null for the one of the option {@code user}
 * @param password the password or token; never shown
 * @param expiresAt until when new connections may be opened with it without asking again; null to be asked for each connection. A provider
 *     whose tokens end at a fixed time names one a little before, so that a login that is under way is still in time
 */
public record Credentials(
        @Nullable String user, String password, @Nullable Instant expiresAt) {
    /** @throws NullPointerException if the password is null */
    public Credentials {
        Objects.requireNonNull(password, "password");
    }

    /** A password for the user of the option {@code user}, asked for anew for each connection. */
    public static Credentials ofPassword(String password) {
        return new Credentials(null, password, null);
    }

    /** User and password, asked for anew for each connection. */
    public static Credentials of(String user, String password) {
        return new Credentials(user, password, null);
    }

    /** Whether a server would see no difference, whenever either of them expires. */
    boolean sameAs(Credentials other) {
        return password.equals(other.password) && Objects.equals(user, other.user);
    }

    boolean isFreshAt(Instant now) {
        return expiresAt != null && now.isBefore(expiresAt);
    }

    boolean isOverAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** The user and the time, without the password. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + ", expiresAt=" + expiresAt + ']';
    }
}
