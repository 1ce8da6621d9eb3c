package io.github.proxysqljdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values for every setter of a prepared statement, in the types that JDBC and Connector/J know. */
@SuppressWarnings("JavaUtilDate") // drivers take it
final class ParameterValues {
    private ParameterValues() {}

    /** A value made anew for each use, because some can be read once only. */
    interface Value {
        @Nullable
        Object in(Connection connection) throws SQLException;
    }

    static final long MOMENT = 1_709_212_455_123L;

    private static Calendar calendar() {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        calendar.setTimeInMillis(MOMENT);
        return calendar;
    }

    static InputStream stream() {
        return new ByteArrayInputStream("bytes €".getBytes(StandardCharsets.UTF_8));
    }

    static Reader reader() {
        return new StringReader("letters €");
    }

    static Blob blob(Connection connection) throws SQLException {
        Blob blob = connection.createBlob();
        blob.setBytes(1, "blob".getBytes(StandardCharsets.UTF_8));
        return blob;
    }

    private static Clob clob(Connection connection) throws SQLException {
        Clob clob = connection.createClob();
        clob.setString(1, "clob €");
        return clob;
    }

    private static NClob nclob(Connection connection) throws SQLException {
        NClob clob = connection.createNClob();
        clob.setString(1, "nclob €");
        return clob;
    }

    private static SQLXML xml(Connection connection) throws SQLException {
        SQLXML xml = connection.createSQLXML();
        xml.setString("<a>1</a>");
        return xml;
    }

    /** Values that need no connection. */
    private static List<Supplier<@Nullable Object>> objects() {
        return List.of(
                () -> null,
                () -> "text €",
                () -> 'c',
                () -> true,
                () -> (byte) 1,
                () -> (short) 2,
                () -> 3,
                () -> 4L,
                () -> 5.5f,
                () -> 6.5,
                () -> new BigDecimal("7.125"),
                () -> new BigInteger("8"),
                () -> new byte[] {65, 0, 39, 92},
                () -> new Date(MOMENT),
                () -> new Time(MOMENT),
                () -> new Timestamp(MOMENT),
                () -> new java.util.Date(MOMENT),
                () -> calendar(),
                () -> LocalDate.of(2024, 2, 29),
                () -> LocalTime.of(13, 14, 15),
                () -> LocalDateTime.of(2024, 2, 29, 13, 14, 15, 500_000_000),
                () -> OffsetDateTime.of(2024, 2, 29, 13, 14, 15, 0, ZoneOffset.ofHours(9)),
                () -> Instant.ofEpochMilli(MOMENT),
                () -> new UUID(1, 2),
                () -> stream(),
                () -> reader());
    }

    private static List<Value> values(Class<?> type) {
        if (type == int.class) {
            return List.of(c -> 7, c -> Types.VARCHAR, c -> Types.INTEGER, c -> Types.DECIMAL);
        }
        if (type == long.class) {
            return List.of(c -> 7L);
        }
        if (type == boolean.class) {
            return List.of(c -> true);
        }
        if (type == byte.class) {
            return List.of(c -> (byte) 7);
        }
        if (type == short.class) {
            return List.of(c -> (short) 7);
        }
        if (type == float.class) {
            return List.of(c -> 7.5f);
        }
        if (type == double.class) {
            return List.of(c -> 7.25);
        }
        if (type == Object.class) {
            List<Value> all =
                    new ArrayList<>(objects().stream().map(ParameterValues::of).toList());
            all.add(ParameterValues::blob);
            all.add(ParameterValues::clob);
            return all;
        }
        if (type == InputStream.class) {
            return List.of(c -> stream(), c -> null);
        }
        if (type == Reader.class) {
            return List.of(c -> reader(), c -> null);
        }
        if (type == Calendar.class) {
            return List.of(c -> calendar(), c -> null);
        }
        if (type == SQLType.class) {
            return List.of(c -> JDBCType.VARCHAR, c -> JDBCType.BIGINT, c -> JDBCType.TIMESTAMP);
        }
        if (type == Blob.class) {
            return List.of(ParameterValues::blob, c -> null);
        }
        if (type == NClob.class) {
            return List.of(ParameterValues::nclob, c -> null);
        }
        if (type == Clob.class) {
            return List.of(ParameterValues::clob, c -> null);
        }
        if (type == SQLXML.class) {
            return List.of(ParameterValues::xml, c -> null);
        }
        if (type == URL.class) {
            return List.of(c -> url(), c -> null);
        }
        if (type == String.class
                || type == byte[].class
                || BigDecimal.class == type
                || java.util.Date.class.isAssignableFrom(type)) {
            return objects().stream()
                    .filter(value -> isOf(value, type))
                    .map(ParameterValues::of)
                    .toList();
        }
        return List.of(c -> null);
    }

    private static Value of(Supplier<@Nullable Object> made) {
        return c -> made.get();
    }

    private static boolean isOf(Supplier<@Nullable Object> value, Class<?> type) {
        Object made = value.get();
        return made == null || made.getClass() == type;
    }

    private static URL url() throws SQLException {
        try {
            return URI.create("http://localhost/a").toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new SQLException(impossible);
        }
    }

    /** Every combination of values for the parameters from this one on. */
    static List<List<Value>> combinations(Method setter, int from) {
        if (from == setter.getParameterCount()) {
            return List.of(List.of());
        }
        List<List<Value>> all = new ArrayList<>();
        for (Value value : values(setter.getParameterTypes()[from])) {
            for (List<Value> rest : combinations(setter, from + 1)) {
                List<Value> one = new ArrayList<>(List.of(value));
                one.addAll(rest);
                all.add(one);
            }
        }
        return all;
    }
}
