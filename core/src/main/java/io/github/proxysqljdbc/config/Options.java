package io.github.proxysqljdbc.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of options: the one place from which parsing, validation, {@code Driver.getPropertyInfo} and the configuration reference
 * come. Immutable.
 */
public final class Options {
    /** The account of the application's connections. */
    public static final Option<String> USER = new Option<>(
            "user",
            OptionGroup.CREDENTIALS,
            OptionType.text(false),
            null,
            "The account of the application's connections. Without it the driver's own rules apply.");

    /** The password of {@link #USER}. */
    public static final Option<String> PASSWORD = new Option<>(
            "password",
            OptionGroup.CREDENTIALS,
            OptionType.text(true),
            null,
            "The password of `user`. It must be given where `user` is, unless `credentials` says where it comes from; for an account"
                    + " without a password write `password=`.");

    /** Where user and password come from. */
    public static final Option<String> CREDENTIALS = new Option<>(
            "credentials",
            OptionGroup.CREDENTIALS,
            new CredentialsType(),
            CredentialsType.FIXED,
            "Where the password comes from, asked for each new physical connection, and again when a server refuses it. `fixed`: the options"
                    + " `user` and `password`; `file:<path>`: a file that holds the password, a `.properties` file with `username` and"
                    + " `password`, or a folder with files of these names; `env:<name>`: an environment variable;"
                    + " `aws-secrets-manager:<secret>`: a secret of AWS Secrets Manager, by name or ARN; `aws-rds-iam` or"
                    + " `aws-rds-iam:<region>`: a token for IAM database authentication; any other name: a"
                    + " `CredentialsProviderFactory` found by `ServiceLoader`, with its argument. Where they name no user, `user` does. The"
                    + " monitor asks as well, unless `monitorUser` is set.");

    /** The account of the role checks. */
    public static final Option<String> MONITOR_USER = new Option<>(
            "monitorUser",
            OptionGroup.CREDENTIALS,
            OptionType.text(false),
            null,
            "The account of the role checks; without it, `user`. It needs no more than USAGE; with `maxReplicationLag`, see there.");

    /** The password of {@link #MONITOR_USER}. */
    public static final Option<String> MONITOR_PASSWORD = new Option<>(
            "monitorPassword",
            OptionGroup.CREDENTIALS,
            OptionType.text(true),
            null,
            "The password of `monitorUser`. It must be given where `monitorUser` is, and may not be given without it.");

    /** Which server variable tells the role of an instance. */
    public static final Option<CheckType> CHECK_TYPE = new Option<>(
            "checkType",
            OptionGroup.MONITORING,
            OptionType.oneOf(CheckType.class),
            CheckType.AUTO,
            "Which server variable makes an instance a reader when it is on; with `auto`, any of them does.");

    /** How often each instance is asked for its role. */
    public static final Option<Duration> MONITOR_INTERVAL = new Option<>(
            "monitorInterval",
            OptionGroup.MONITORING,
            OptionType.duration("50ms", "1h"),
            Duration.ofSeconds(1),
            "How often each instance is asked for its role.");

    /** How long a role check may take. */
    public static final Option<Duration> MONITOR_TIMEOUT = new Option<>(
            "monitorTimeout",
            OptionGroup.MONITORING,
            OptionType.duration("10ms", "1h"),
            Duration.ofMillis(800),
            "How long an instance may take to accept a connection or to answer a role check; no longer than `monitorInterval`.");

    /** After how long without an answer an instance is taken for dead. */
    public static final Option<Duration> SILENCE_TIMEOUT = new Option<>(
            "silenceTimeout",
            OptionGroup.MONITORING,
            OptionType.duration("20ms", "1h"),
            Duration.ofSeconds(2),
            "An instance that has answered nothing for this long, neither on the monitor's connection nor on a new one, is taken for dead: its"
                    + " connections are aborted, and threads that wait on them are free. It is counted from the first check that had no"
                    + " answer, and is at least twice `monitorTimeout`.");

    /** How far a reader may be behind and still take reads. */
    public static final Option<Duration> MAX_REPLICATION_LAG = new Option<>(
            "maxReplicationLag",
            OptionGroup.MONITORING,
            OptionType.duration("1ms", "24h"),
            null,
            "A reader that is farther behind takes no reads while others can, until it is within half of this. Without it the lag is not"
                    + " asked for. The monitor's account needs REPLICATION CLIENT on MySQL, REPLICA MONITOR on MariaDB, and nothing on Aurora;"
                    + " MySQL and MariaDB tell the lag in whole seconds.");

    /** The most physical connections to one instance. */
    public static final Option<Integer> MAX_POOL_SIZE = new Option<>(
            "maxPoolSize",
            OptionGroup.POOL,
            OptionType.integer(1, 10_000),
            10,
            "The most physical connections to each instance.");

    /** How many physical connections to one instance are kept open when idle. */
    public static final Option<Integer> MIN_IDLE = new Option<>(
            "minIdle",
            OptionGroup.POOL,
            OptionType.integer(0, 10_000),
            0,
            "How many idle physical connections to each instance are kept open; no more than `maxPoolSize`.");

    /** The longest wait for a physical connection. */
    public static final Option<Duration> CONNECTION_TIMEOUT = new Option<>(
            "connectionTimeout",
            OptionGroup.POOL,
            OptionType.duration("250ms", "1h"),
            Duration.ofSeconds(30),
            "The longest wait for a physical connection.");

    /** The longest life of a physical connection. */
    public static final Option<Duration> MAX_LIFETIME = new Option<>(
            "maxLifetime",
            OptionGroup.POOL,
            OptionType.duration("30s", "24h"),
            Duration.ofMinutes(30),
            "How old a physical connection may grow before it is replaced, once it is idle. Keep it below the server's `wait_timeout`.");

    /** The longest time a physical connection stays idle. */
    public static final Option<Duration> IDLE_TIMEOUT = new Option<>(
            "idleTimeout",
            OptionGroup.POOL,
            OptionType.duration("10s", "24h"),
            Duration.ofMinutes(10),
            "How long a physical connection beyond `minIdle` may be idle before it is closed; at least a second shorter than"
                    + " `maxLifetime`.");

    /** How long a session may hold a physical connection without being named. */
    public static final Option<Duration> LEAK_DETECTION_THRESHOLD = new Option<>(
            "leakDetectionThreshold",
            OptionGroup.POOL,
            OptionType.duration("0ms", "24h"),
            Duration.ZERO,
            "How long a session may hold a physical connection by a transaction, another pin or an open result before a log line and an"
                    + " event name it once, with the place in the code where that began; `0` is off. Costs a stack trace for each"
                    + " statement, so leave it off in production unless you look for a leak.");

    /** The name of the data source in threads, pools and log lines. */
    public static final Option<String> POOL_NAME = new Option<>(
            "poolName",
            OptionGroup.POOL,
            OptionType.text(false),
            "proxysql",
            "The name of the data source in the names of its threads and pools, and in log lines.");

    /** Whether the data source waits for an instance when it opens. */
    public static final Option<Initialization> INITIALIZATION = new Option<>(
            "initialization",
            OptionGroup.ROUTING,
            OptionType.oneOf(Initialization.class),
            Initialization.EAGER,
            "With `eager`, the data source opens when a writer is confirmed, or when all instances were heard of and none of them is"
                    + " it; after `connectionTimeout` one that answers is enough, and it fails if none does. With `lazy`, it opens without"
                    + " waiting.");

    /** The longest wait of a statement for a writer. */
    public static final Option<Duration> FAILOVER_TIMEOUT = new Option<>(
            "failoverTimeout",
            OptionGroup.ROUTING,
            OptionType.duration("0ms", "1h"),
            Duration.ofSeconds(30),
            "The longest wait of a statement for a writer to appear; `0` fails at once.");

    /** Whether a lost transaction is run again. */
    public static final Option<Boolean> TRANSACTION_REPLAY = new Option<>(
            "transactionReplay",
            OptionGroup.ROUTING,
            OptionType.bool(),
            Boolean.FALSE,
            "Whether a transaction that is lost with its connection before COMMIT was sent is executed once more on the writer, statement by"
                    + " statement, within `failoverTimeout`. It goes on if all results are the same as before; otherwise, and where that"
                    + " cannot be known, it fails as it does without the option.");

    /** Whether logical connections share physical ones. */
    public static final Option<Boolean> MULTIPLEXING = new Option<>(
            "multiplexing",
            OptionGroup.ROUTING,
            OptionType.bool(),
            Boolean.TRUE,
            "Whether a physical connection is given back between statements where that is safe; `false` keeps it until the logical"
                    + " connection is closed.");

    /** How a reader is chosen. */
    public static final Option<ReaderSelection> READER_SELECTION = new Option<>(
            "readerSelection",
            OptionGroup.ROUTING,
            OptionType.oneOf(ReaderSelection.class),
            ReaderSelection.AFFINITY,
            "How one of several readers is chosen. `affinity`: a thread stays on its reader while that is no busier than the others by"
                    + " a small margin, because changing the server at every statement costs throughput; `least_outstanding`: the one"
                    + " with the fewest statements under way; `round_robin`: one after the other; `random`: any; `weighted`: any, in"
                    + " proportion to the weights; `lowest_latency`: the one that answered the role check fastest.");

    /** How often each reader is chosen with {@link ReaderSelection#WEIGHTED}. */
    public static final Option<ReaderWeights> READER_WEIGHTS = new Option<>(
            "readerWeights",
            OptionGroup.ROUTING,
            new ReaderWeightsType(),
            null,
            "With `readerSelection=weighted`: how often each reader is chosen, in proportion to the others. An instance that is not named"
                    + " has weight 1; one of weight 0 is chosen only if all have weight 0.");

    private static final List<Option<?>> ALL = List.of(
            USER,
            PASSWORD,
            CREDENTIALS,
            MONITOR_USER,
            MONITOR_PASSWORD,
            CHECK_TYPE,
            MONITOR_INTERVAL,
            MONITOR_TIMEOUT,
            SILENCE_TIMEOUT,
            MAX_REPLICATION_LAG,
            MAX_POOL_SIZE,
            MIN_IDLE,
            CONNECTION_TIMEOUT,
            MAX_LIFETIME,
            IDLE_TIMEOUT,
            LEAK_DETECTION_THRESHOLD,
            POOL_NAME,
            INITIALIZATION,
            FAILOVER_TIMEOUT,
            TRANSACTION_REPLAY,
            MULTIPLEXING,
            READER_SELECTION,
            READER_WEIGHTS);

    private static final Map<String, Option<?>> BY_NAME = byName();

    private Options() {}

    /** All options, those of a group together. Immutable. */
    public static List<Option<?>> all() {
        return ALL;
    }

    /** The option of that name; null if there is none. Case matters. */
    public static @Nullable Option<?> find(String name) {
        return BY_NAME.get(name);
    }

    /** The option whose name is nearest to a mistyped one, case ignored. */
    public static Option<?> nearest(String name) {
        return Objects.requireNonNull(
                find(Names.nearest(name, ALL.stream().map(Option::name).toList())));
    }

    private static Map<String, Option<?>> byName() {
        Map<String, Option<?>> options = new LinkedHashMap<>();
        for (Option<?> option : ALL) {
            options.put(option.name(), option);
        }
        return Map.copyOf(options);
    }
}
