package io.github.proxysqljdbc.credentials;

import io.github.proxysqljdbc.config.Instance;
import io.github.proxysqljdbc.credentials.CredentialsProvider.Request;
import io.github.proxysqljdbc.error.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Opens connections with what a {@link CredentialsProvider} says, or with what is configured once and for all. One for each data source, asked
 * by its pools and its monitor. Thread-safe.
 *
 * <p>What the provider said last is kept for each instance, and only if it said for how long: an instance whose pool fills up asks once.
 */
public final class CredentialsSource implements AutoCloseable {
    /** The longest wait of an attempt to connect for the provider. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final @Nullable Credentials fixed;
    private final @Nullable String user;
    private final @Nullable CredentialsProvider provider;
    private final boolean owned;
    private final String description;
    private final InstantSource clock;
    private final Map<Instance, Desk> desks = new ConcurrentHashMap<>();
    private volatile @Nullable Throwable lastFailure;
    private volatile boolean closed;

    /** An attempt to connect. */
    @FunctionalInterface
    public interface Attempt {
        /**
         * Connects.
         *
         * @param properties those that were given, with user and password as far as there are such; the attempt's own
         */
        Connection connect(Properties properties) throws SQLException;
    }

    private CredentialsSource(
            @Nullable Credentials fixed,
            @Nullable String user,
            @Nullable CredentialsProvider provider,
            boolean owned,
            String description,
            InstantSource clock) {
        this.fixed = fixed;
        this.user = user;
        this.provider = provider;
        this.owned = owned;
        this.description = description;
        this.clock = clock;
    }

    /** User and password that stay what they are; null leaves each to the driver. */
    public static CredentialsSource fixed(@Nullable String user, @Nullable String password) {
        Credentials fixed = password == null ? null : new Credentials(user, password, null);
        return new CredentialsSource(fixed, user, null, false, "fixed", InstantSource.system());
    }

    /**
     * What a provider says.
     *
     * @param user the option {@code user}; null if it is not set
     * @param description the option {@code credentials}, for messages
     */
    public static CredentialsSource of(CredentialsProvider provider, @Nullable String user, String description) {
        return of(provider, user, description, InstantSource.system());
    }

    /** What a provider says that nobody else uses: it is closed with this if it is {@link AutoCloseable}. */
    public static CredentialsSource owning(CredentialsProvider provider, @Nullable String user, String description) {
        return new CredentialsSource(null, user, provider, true, description, InstantSource.system());
    }

    static CredentialsSource of(
            CredentialsProvider provider, @Nullable String user, String description, InstantSource clock) {
        return new CredentialsSource(null, user, provider, false, description, clock);
    }

    /** The account as far as it is known beforehand; null if the driver or the provider chooses it. */
    public @Nullable String user() {
        return user;
    }

    /** Whether there is a password that is not empty, as far as that is known beforehand. */
    public boolean hasPassword() {
        return provider != null || (fixed != null && !fixed.password().isEmpty());
    }

    /** Whether a question to the provider is under way, or was answered and its answer not used yet. */
    public boolean isAsking() {
        return desks.values().stream().anyMatch(Desk::isAsking);
    }

    /** What the provider threw last; null if it answered since. */
    public @Nullable Throwable lastFailure() {
        return lastFailure;
    }

    /**
     * Connects, and does so a second time with other credentials if the provider has such after the first ones were refused. Tells the server
     * nothing twice: servers lock accounts on which too many attempts fail (MySQL manual, "CREATE USER", FAILED_LOGIN_ATTEMPTS).
     *
     * @param properties what the driver is given beside user and password; not changed
     * @param longest how long to wait for the provider, each time
     * @param known what worked before, to be tried before the provider is asked; null for none
     * @param worked told what the connection was opened with, where that came from a provider
     * @throws io.github.proxysqljdbc.error.NoCredentialsException if the provider failed or did not answer in time
     * @throws SQLException what the attempt threw, which is the refusal if there are no other credentials; SQLState HY008 if the thread was
     *     interrupted while it waited, and stays so
     */
    public Connection connect(
            Instance instance,
            Properties properties,
            Duration longest,
            @Nullable Credentials known,
            Consumer<Credentials> worked,
            Attempt attempt)
            throws SQLException {
        if (provider == null) {
            return attempt.connect(with(properties, user, fixed == null ? null : fixed.password()));
        }
        Desk desk = desk(instance, provider);
        Duration wait = longest.compareTo(LONGEST_WAIT) < 0 ? longest : LONGEST_WAIT;
        Credentials first = known != null && !known.isOverAt(clock.instant()) ? known : desk.ask(null, wait);
        try {
            return opened(attempt, properties, first, worked);
        } catch (SQLException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            Credentials second = next(desk, first, wait, e);
            return opened(attempt, properties, second, worked);
        }
    }

    private Connection opened(
            Attempt attempt, Properties properties, Credentials credentials, Consumer<Credentials> worked)
            throws SQLException {
        String account = credentials.user() != null ? credentials.user() : user;
        Connection connection = attempt.connect(with(properties, account, credentials.password()));
        worked.accept(credentials);
        return connection;
    }

    private static Properties with(Properties properties, @Nullable String user, @Nullable String password) {
        Properties all = (Properties) properties.clone();
        if (user != null) {
            all.setProperty("user", user);
        }
        if (password != null) {
            all.setProperty("password", password);
        }
        return all;
    }

    private static Credentials next(Desk desk, Credentials refused, Duration wait, SQLException refusal)
            throws SQLException {
        Credentials next;
        try {
            next = desk.ask(refused, wait);
        } catch (SQLException e) {
            refusal.addSuppressed(e);
            throw refusal;
        }
        if (next.sameAs(refused)) {
            throw refusal;
        }
        return next;
    }

    /** MySQL's 1045 and 1698 carry this class of SQLStates; an unknown database or a host that is not allowed does not. */
    private static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.startsWith("28");
    }

    private Desk desk(Instance instance, CredentialsProvider from) throws SQLException {
        Desk desk = desks.computeIfAbsent(
                instance,
                absent -> new Desk(
                        from,
                        description,
                        refused -> new Request(instance, user, refused),
                        clock,
                        failure -> lastFailure = failure));
        if (closed) {
            desk.close();
            throw SqlErrors.dataSourceClosed(description);
        }
        return desk;
    }

    /** Interrupts questions that are under way. */
    @Override
    public void close() {
        closed = true;
        desks.values().forEach(Desk::close);
        if (owned && provider instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(CredentialsSource.class)
                        .warn("the credentials provider {} could not be closed", description, e);
            }
        }
    }

    /** Where the credentials come from. */
    @Override
    public String toString() {
        return description;
    }
}
