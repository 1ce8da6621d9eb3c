package io.github.proxysqljdbc.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of a cluster are made of. Immutable.
 *
 * @param type where the server comes from
 * @param location for {@link Type#MYSQL} the installation's folder, for {@link Type#TESTCONTAINERS} the image, else empty
 */
public record ServerKind(Type type, String location) {
    /** The system property that lists the kinds to use, as in {@code mariadb,mysql:/opt/mysql}. Default: {@code mariadb}. */
    public static final String PROPERTY = "testkit.servers";
    /** The environment variable that is asked where {@link #PROPERTY} is not set. */
    public static final String VARIABLE = "TESTKIT_SERVERS";

    private static final String ALLOWED =
            "allowed is a comma list of: mariadb, mysql:<folder of an installation>, testcontainers[:<image>]";

    /** Where a server comes from. */
    public enum Type {
        /** MariaDB 11.4, from the class path. */
        MARIADB,
        /** A MySQL that is installed on this machine. */
        MYSQL,
        /** MySQL in a container. */
        TESTCONTAINERS
    }

    /** The embedded MariaDB. */
    public static ServerKind mariadb() {
        return new ServerKind(Type.MARIADB, "");
    }

    /** The MySQL in {@code home}, a folder that holds {@code bin/mysqld} or {@code sbin/mysqld}. */
    public static ServerKind mysql(Path home) {
        return new ServerKind(Type.MYSQL, home.toString());
    }

    /** MySQL's current image, run by Testcontainers. */
    public static ServerKind testcontainers() {
        return new ServerKind(Type.TESTCONTAINERS, "mysql:9.7");
    }

    /**
     * The kinds that {@link #PROPERTY}, else {@link #VARIABLE}, names; never empty.
     *
     * @throws IllegalArgumentException if the value names no kind, an unknown one, or one twice
     */
    public static List<ServerKind> configured() {
        String property = System.getProperty(PROPERTY);
        if (property != null && !property.isBlank()) {
            return parseList(property, "system property " + PROPERTY);
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return parseList(variable, "environment variable " + VARIABLE);
        }
        return List.of(mariadb());
    }

    static List<ServerKind> parseList(String value, String origin) {
        List<ServerKind> kinds = new ArrayList<>();
        for (String item : value.split(",", -1)) {
            ServerKind kind = parse(item.trim());
            if (kind == null) {
                throw new IllegalArgumentException(
                        origin + ": '" + item.trim() + "' in '" + value + "' is no server; " + ALLOWED);
            }
            if (kinds.contains(kind)) {
                throw new IllegalArgumentException(
                        origin + ": '" + item.trim() + "' is named twice in '" + value + "'");
            }
            kinds.add(kind);
        }
        return List.copyOf(kinds);
    }

    private static @Nullable ServerKind parse(String item) {
        int colon = item.indexOf(':');
        String name = (colon < 0 ? item : item.substring(0, colon)).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? "" : item.substring(colon + 1).trim();
        return switch (name) {
            case "mariadb" -> colon < 0 ? mariadb() : null;
            case "mysql" -> rest.isEmpty() ? null : mysql(Path.of(rest));
            case "testcontainers" ->
                colon < 0 ? testcontainers() : rest.isEmpty() ? null : new ServerKind(Type.TESTCONTAINERS, rest);
            default -> null;
        };
    }

    /** As {@link #PROPERTY} writes it. */
    @Override
    public String toString() {
        String name = type.name().toLowerCase(Locale.ROOT);
        return location.isEmpty() ? name : name + ':' + location;
    }
}
