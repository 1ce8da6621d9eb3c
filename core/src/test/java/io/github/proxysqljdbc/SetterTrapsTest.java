package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every setter of a prepared statement and of a call, with every kind of value: what arrives is what arrives through a plain connection. */
@ClusterTest(replicas = 1)
class SetterTrapsTest extends ComparedTest {
    SetterTrapsTest(Cluster cluster) {
        super(cluster);
    }

    private static List<Method> setters(Class<?> type, Class<?> parameter) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().startsWith("set")
                        && method.getParameterCount() > 1
                        && method.getParameterTypes()[0] == parameter)
                .sorted(Comparator.comparing(Method::toGenericString))
                .toList();
    }

    private static void set(
            PreparedStatement statement, Method setter, Object parameter, List<ParameterValues.Value> values)
            throws SQLException {
        @Nullable Object[] arguments = new Object[values.size() + 1];
        arguments[0] = parameter;
        for (int i = 0; i < values.size(); i++) {
            arguments[i + 1] = values.get(i).in(statement.getConnection());
        }
        try {
            setter.invoke(statement, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw (RuntimeException) e.getCause();
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A text of its own for each type: where a statement that the server prepared has had a number for a parameter, and gets a stream for it,
     * servers send what they had before (seen on MySQL 9.7 and MariaDB 11.4, with Connector/J alone).
     */
    private static final String READ = "SELECT HEX(?), ? /* %d */ FOR UPDATE";

    /** What Connector/J reads to its end with the first execution. */
    private static final Set<Class<?>> READ_ONCE = Set.of(InputStream.class, Reader.class, SQLXML.class, NClob.class);

    /** Sets and executes; where a driver refuses is its own affair, at the setter or at the execution. */
    private static Object sent(
            PreparedStatement read, Method setter, Object parameter, List<ParameterValues.Value> values) {
        return tried(() -> {
            set(read, setter, parameter, values);
            return rows(read.executeQuery());
        });
    }

    @Test
    void everySetterOfAPreparedStatement() throws SQLException {
        List<Method> setters = setters(PreparedStatement.class, int.class);
        sameAsPlainHoweverPrepared((c, between, seen) -> {
            for (Method setter : setters) {
                between.calls();
                for (List<ParameterValues.Value> values : ParameterValues.combinations(setter, 1)) {
                    try (PreparedStatement read = c.prepareStatement(READ.formatted(seen.size()))) {
                        read.setInt(2, seen.size());
                        seen.add(setter.toGenericString() + ' ' + sent(read, setter, 1, values));
                    }
                }
            }
        });
    }

    @Test
    void aParameterStaysForExecutionsToCome() throws SQLException {
        List<Method> setters = setters(PreparedStatement.class, int.class).stream()
                .filter(setter -> Arrays.stream(setter.getParameterTypes()).noneMatch(READ_ONCE::contains))
                .toList();
        sameAsPlainHoweverPrepared((c, between, seen) -> {
            for (Method setter : setters) {
                List<ParameterValues.Value> values =
                        ParameterValues.combinations(setter, 1).get(0);
                try (PreparedStatement read = c.prepareStatement(READ.formatted(seen.size()))) {
                    read.setInt(2, 1);
                    seen.add(sent(read, setter, 1, values));
                    between.calls();
                    seen.add(setter.toGenericString() + ' ' + tried(() -> rows(read.executeQuery())));
                    read.setInt(2, 2);
                    between.calls();
                    seen.add(tried(() -> rows(read.executeQuery())));
                }
            }
        });
    }

    @Test
    void everySetterOfACallByName() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.run(direct, "DROP PROCEDURE IF EXISTS echo");
            Opened.run(direct, "CREATE PROCEDURE echo(IN p LONGBLOB) SELECT HEX(p)");
        }
        List<Method> setters = setters(CallableStatement.class, String.class);
        sameAsPlain((c, between, seen) -> {
            try (CallableStatement call = c.prepareCall("{call echo(?)}")) {
                for (Method setter : setters) {
                    for (List<ParameterValues.Value> values : ParameterValues.combinations(setter, 1)) {
                        call.clearParameters();
                        seen.add(setter.toGenericString() + ' ' + sent(call, setter, "p", values));
                    }
                }
            }
        });
    }

    @Test
    void aValueThatChangesAfterItWasSetArrivesAsOnAPlainConnection() throws SQLException {
        sameAsPlainHoweverPrepared((c, between, seen) -> {
            byte[] bytes = {65, 66};
            Timestamp moment = new Timestamp(ParameterValues.MOMENT);
            Blob blob = ParameterValues.blob(c);
            try (PreparedStatement read = c.prepareStatement("SELECT HEX(?), ?, ?, HEX(?) FOR UPDATE");
                    PreparedStatement insert = c.prepareStatement("INSERT INTO item (name, data) VALUES (?, ?)")) {
                read.setBytes(1, bytes);
                read.setTimestamp(2, moment);
                read.setObject(3, "ab");
                read.setBlob(4, blob);
                insert.setTimestamp(1, moment);
                insert.setBytes(2, bytes);
                insert.addBatch();
                bytes[0] = 67;
                moment.setTime(0);
                blob.setBytes(1, "BLOB".getBytes(StandardCharsets.UTF_8));
                between.calls();
                seen.add(rows(read.executeQuery()));
                insert.setTimestamp(1, new Timestamp(1_000));
                insert.addBatch();
                seen.add(tried(insert::executeBatch));
            }
            seen.add(Opened.ask(c, "SELECT GROUP_CONCAT(name, HEX(data) ORDER BY id) FROM item FOR UPDATE"));
        });
    }

    @Test
    void aStreamThatWasSentIsAtItsEnd() throws SQLException {
        sameAsPlainHoweverPrepared((c, between, seen) -> {
            try (PreparedStatement insert = c.prepareStatement(
                    "INSERT INTO item (data, note) VALUES (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setBinaryStream(1, ParameterValues.stream());
                insert.setCharacterStream(2, ParameterValues.reader());
                seen.add(tried(insert::executeUpdate));
                between.calls();
                seen.add(tried(insert::executeUpdate));
                insert.setBinaryStream(1, ParameterValues.stream(), 3);
                insert.setCharacterStream(2, ParameterValues.reader(), 3);
                insert.addBatch();
                between.calls();
                insert.setBinaryStream(1, ParameterValues.stream());
                insert.setCharacterStream(2, ParameterValues.reader());
                insert.addBatch();
                seen.add(tried(insert::executeBatch));
            }
            seen.add(Opened.ask(c, "SELECT GROUP_CONCAT(HEX(data), ' ', HEX(note) ORDER BY id) FROM item FOR UPDATE"));
        });
    }

    @Test
    void aStreamOfOneSessionIsNotTheNumberOfAnother() throws SQLException {
        try (ProxysqlDataSource dataSource = Opened.on(cluster, "useServerPrepStmts=true", "maxPoolSize=1")) {
            for (Object value : Arrays.asList(5, new BigDecimal("7.125"), null, "text", new byte[] {70})) {
                List<Object> streams;
                try (Connection one = dataSource.getConnection();
                        PreparedStatement number = one.prepareStatement("SELECT HEX(?) FOR UPDATE")) {
                    number.setObject(1, value);
                    number.executeQuery().close();
                    streams = List.of(ParameterValues.stream(), ParameterValues.blob(one));
                }
                for (Object stream : streams) {
                    try (Connection two = dataSource.getConnection();
                            PreparedStatement read = two.prepareStatement("SELECT HEX(?) FOR UPDATE")) {
                        read.setObject(1, stream);
                        assertThat(rows(read.executeQuery()))
                                .as("%s after %s", stream, value)
                                .isEqualTo(stream instanceof InputStream ? "627974657320E282AC;" : "626C6F62;");
                    }
                }
            }
        }
    }

    @Test
    void parametersAreClearedAndCheckedAsOnAPlainConnection() throws SQLException {
        sameAsPlainHoweverPrepared((c, between, seen) -> {
            try (PreparedStatement read = c.prepareStatement("SELECT ?, ? FOR UPDATE")) {
                seen.add(tried(() -> rows(read.executeQuery())));
                read.setInt(1, 1);
                seen.add(tried(() -> rows(read.executeQuery())));
                read.setInt(2, 2);
                seen.add(tried(() -> rows(read.executeQuery())));
                between.calls();
                read.clearParameters();
                seen.add(tried(() -> rows(read.executeQuery())));
                read.setInt(1, 3);
                read.setNull(2, Types.INTEGER);
                seen.add(tried(() -> rows(read.executeQuery())));
                seen.add(tried(() -> rows(read.executeQuery("SELECT 1"))));
                seen.add(tried(() -> read.execute("SELECT 1")));
                seen.add(tried(() -> read.executeUpdate("DELETE FROM item")));
            }
        });
    }
}
