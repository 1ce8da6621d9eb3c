package io.github.proxysqljdbc.config;

import java.sql.DriverPropertyInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a data source is told: the instances, the database, the options of {@link Options}, and the options that pass through to
 * Connector/J. Immutable.
 *
 * <p>Two configurations are equal if a data source would do the same with both: same instances in the same order, database, driver
 * options and effective values of our options, passwords included.
 */
public final class ProxysqlConfig {
    private final List<Instance> instances;
    private final @Nullable String database;
    /** The value of each option that has one, defaults included, in the order of the catalogue. */
    private final Map<Option<?>, Object> values;

    private final Map<String, String> driverProperties;
    private final Map<String, String> forDriver;

    private ProxysqlConfig(
            List<Instance> instances,
            @Nullable String database,
            Map<Option<?>, Object> given,
            Map<String, String> driverProperties) {
        this.instances = List.copyOf(instances);
        this.database = database;
        Map<Option<?>, Object> effective = new LinkedHashMap<>();
        for (Option<?> option : Options.all()) {
            Object value = given.getOrDefault(option, option.defaultValue());
            if (value != null) {
                effective.put(option, value);
            }
        }
        this.values = Collections.unmodifiableMap(effective);
        this.driverProperties = Collections.unmodifiableMap(new LinkedHashMap<>(driverProperties));
        this.forDriver = DriverProperties.forDriver(driverProperties);
    }

    /** Whether the URL is meant for us: it begins with {@code jdbc:proxysql:}, whether or not the rest of it is right. */
    public static boolean acceptsUrl(String url) {
        return url.startsWith(UrlParser.SCHEME);
    }

    /**
     * The configuration that a URL writes down.
     *
     * @param url {@code jdbc:proxysql://host[:port][,host[:port]…]/[database][?name=value[&name=value…]]}; database and values
     *     percent-encoded where they hold a reserved character, a plus sign standing for itself
     * @throws ConfigurationException if anything about it is wrong; it names all mistakes
     */
    public static ProxysqlConfig of(String url) {
        return of(url, new Properties());
    }

    /**
     * The configuration that a URL and properties write down. A property wins over the option of the same name in the URL, as JDBC
     * drivers have it. Defaults of the properties count as given.
     *
     * @throws ConfigurationException if anything about either is wrong; it names all mistakes
     */
    public static ProxysqlConfig of(String url, Properties properties) {
        Mistakes mistakes = new Mistakes();
        UrlParser parser = new UrlParser(mistakes);
        parser.parse(url);
        mistakes.throwIfAny();
        Map<String, String> texts = new LinkedHashMap<>(parser.parameters());
        texts.putAll(PropertiesReader.read(properties, mistakes));

        Map<Option<?>, Object> values = new LinkedHashMap<>();
        Map<String, String> driverProperties = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            Option<?> option = Options.find(name);
            if (option == null) {
                DriverProperties.check(name, text, mistakes);
                driverProperties.put(name, text);
            } else {
                Object value = option.parse(text, mistakes);
                if (value != null) {
                    values.put(option, value);
                }
            }
        });
        return checked(parser.instances(), parser.database(), values, driverProperties, mistakes);
    }

    private static ProxysqlConfig checked(
            List<Instance> instances,
            @Nullable String database,
            Map<Option<?>, Object> values,
            Map<String, String> driverProperties,
            Mistakes mistakes) {
        Hosts.refuseDoubled(instances, mistakes);
        mistakes.throwIfAny();
        Checks.check(instances, values, driverProperties, mistakes);
        mistakes.throwIfAny();
        return new ProxysqlConfig(instances, database, values, driverProperties);
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What a tool may ask a person for, for {@code java.sql.Driver.getPropertyInfo}: each option of ours with its description, choices
     * and, secrets excepted, the value it would have. Never throws: what cannot be read in the URL or the properties is left out.
     */
    public static DriverPropertyInfo[] propertyInfo(String url, Properties properties) {
        Mistakes ignored = new Mistakes();
        UrlParser parser = new UrlParser(ignored);
        parser.parse(url);
        Map<String, String> texts = new LinkedHashMap<>(parser.parameters());
        texts.putAll(PropertiesReader.read(properties, ignored));
        List<DriverPropertyInfo> infos = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            String value = option.isSecret() ? null : texts.getOrDefault(option.name(), option.defaultText());
            DriverPropertyInfo info = new DriverPropertyInfo(option.name(), value);
            info.description = option.description();
            info.choices = option.choices().isEmpty() ? null : option.choices().toArray(String[]::new);
            info.required = option == Options.PASSWORD
                    && texts.containsKey(Options.USER.name())
                    && CredentialsType.FIXED.equals(
                            texts.getOrDefault(Options.CREDENTIALS.name(), CredentialsType.FIXED))
                    && !texts.containsKey(Options.PASSWORD.name());
            infos.add(info);
        }
        return infos.toArray(DriverPropertyInfo[]::new);
    }

    /** The instances, in the order in which they were named; at least one, no two alike. Immutable. */
    public List<Instance> instances() {
        return instances;
    }

    /** The database that connections start in; null if none was named. */
    public @Nullable String database() {
        return database;
    }

    /**
     * The value of an option, or else its default.
     *
     * @throws NoSuchElementException if it has neither; ask with {@link #find} where an option has no default
     */
    public <T> T get(Option<T> option) {
        T value = find(option);
        if (value == null) {
            throw new NoSuchElementException("option '" + option + "' is not set and has no default");
        }
        return value;
    }

    /** The value of an option, or else its default; null if it has neither. */
    public <T> @Nullable T find(Option<T> option) {
        Object value = values.get(option);
        return value == null ? null : option.javaType().cast(value);
    }

    /** The account of the role checks: {@code monitorUser}, or else {@code user}; null if neither is set. */
    public @Nullable String monitorUser() {
        String user = find(Options.MONITOR_USER);
        return user != null ? user : find(Options.USER);
    }

    /** The password of {@link #monitorUser()}: {@code monitorPassword}, or else {@code password}; null if neither is set. */
    public @Nullable String monitorPassword() {
        return find(Options.MONITOR_USER) != null ? find(Options.MONITOR_PASSWORD) : find(Options.PASSWORD);
    }

    /** Whether user and password are those of the options, and stay so. */
    public boolean hasFixedCredentials() {
        return get(Options.CREDENTIALS).equals(CredentialsType.FIXED);
    }

    /** The options of Connector/J that pass through, by the names that its manual uses. Immutable. May hold secrets. */
    public Map<String, String> driverProperties() {
        return forDriver;
    }

    /** A URL of the same meaning without any secret, and without options that have their default. */
    public String safeUrl() {
        StringBuilder url = new StringBuilder(UrlParser.SCHEME).append("//");
        for (int i = 0; i < instances.size(); i++) {
            url.append(i == 0 ? "" : ",").append(instances.get(i));
        }
        url.append('/').append(database == null ? "" : PercentCode.encode(database));
        List<String> parameters = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            String text = textUnlessDefault(option);
            if (text != null && !option.isSecret()) {
                parameters.add(option.name() + '=' + PercentCode.encode(text));
            }
        }
        driverProperties.forEach((name, text) -> {
            if (!DriverProperties.isSecret(name)) {
                parameters.add(name + '=' + PercentCode.encode(text));
            }
        });
        return parameters.isEmpty()
                ? url.toString()
                : url.append('?').append(String.join("&", parameters)).toString();
    }

    private <T> @Nullable String textUnlessDefault(Option<T> option) {
        T value = find(option);
        return value == null || value.equals(option.defaultValue()) ? null : option.format(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProxysqlConfig that
                && instances.equals(that.instances)
                && Objects.equals(database, that.database)
                && values.equals(that.values)
                && driverProperties.equals(that.driverProperties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(instances, database, values, driverProperties);
    }

    /** {@link #safeUrl()}. */
    @Override
    public String toString() {
        return safeUrl();
    }

    /** Collects a configuration step by step. For one thread. */
    public static final class Builder {
        private final List<Instance> instances = new ArrayList<>();
        private final Map<Option<?>, Object> values = new LinkedHashMap<>();
        private final Map<String, String> driverProperties = new LinkedHashMap<>();
        private @Nullable String database;

        private Builder() {}

        /**
         * Adds an instance.
         *
         * @param hostAndPort {@code host} or {@code host:port}, as in a URL
         * @throws ConfigurationException if the text names none
         */
        public Builder instance(String hostAndPort) {
            return instance(Instance.parse(hostAndPort));
        }

        /** Adds an instance. */
        public Builder instance(Instance instance) {
            instances.add(Objects.requireNonNull(instance, "instance"));
            return this;
        }

        /**
         * Names the database that connections start in.
         *
         * @throws IllegalStateException if one has been named before
         */
        public Builder database(String name) {
            refuseSecond("the database", database != null);
            database = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets an option of ours. Bounds are checked by {@link #build}.
         *
         * @throws IllegalStateException if it has been set before
         */
        public <T> Builder set(Option<T> option, T value) {
            refuseSecond("option '" + option + "'", values.containsKey(option));
            values.put(option, Objects.requireNonNull(value, option.name()));
            return this;
        }

        /**
         * Sets an option of Connector/J. Name and value are checked by {@link #build}.
         *
         * @throws IllegalStateException if it has been set before, by this name or an alias of it
         */
        public Builder driverProperty(String name, String value) {
            String canonical = Objects.requireNonNullElse(DriverProperties.canonicalName(name), name);
            refuseSecond("driver option '" + name + "'", driverProperties.containsKey(canonical));
            driverProperties.put(canonical, Objects.requireNonNull(value, name));
            return this;
        }

        private static void refuseSecond(String what, boolean hasBeenSet) {
            if (hasBeenSet) {
                throw new IllegalStateException(what + " has been set before; set it once");
            }
        }

        /**
         * The configuration as set so far.
         *
         * @throws ConfigurationException if anything set is wrong or missing; it names all mistakes
         */
        public ProxysqlConfig build() {
            Mistakes mistakes = new Mistakes();
            if (instances.isEmpty()) {
                mistakes.add("no instance is named; name at least one, like instance(\"db1:3306\")");
            }
            values.keySet().forEach(option -> checkBounds(option, mistakes));
            driverProperties.forEach((name, value) -> {
                if (Options.find(name) != null) {
                    mistakes.add("'" + name
                            + "' is an option of proxysql-jdbc, not of the driver; set it with set(Options…)");
                } else if (DriverProperties.canonicalName(name) == null) {
                    mistakes.add(OptionNames.refusal(name));
                } else {
                    DriverProperties.check(name, value, mistakes);
                }
            });
            return checked(
                    instances,
                    database == null || database.isEmpty() ? null : database,
                    values,
                    driverProperties,
                    mistakes);
        }

        private <T> void checkBounds(Option<T> option, Mistakes mistakes) {
            Object value = values.get(option);
            if (value != null) {
                option.check(option.javaType().cast(value), mistakes);
            }
        }
    }
}
