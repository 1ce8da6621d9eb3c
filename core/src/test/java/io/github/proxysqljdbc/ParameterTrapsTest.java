package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that are streams or large objects, and those of stored procedures. */
@ClusterTest(replicas = 1)
class ParameterTrapsTest extends SessionTest {
    private static final String INSERT = "INSERT INTO item (name, data, note) VALUES (?, ?, ?)";

    ParameterTrapsTest(Cluster cluster) {
        super(cluster);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One way to hand over both large columns. */
    private interface Binding {
        void on(PreparedStatement insert) throws SQLException;
    }

    private void arrives(Binding binding) throws SQLException {
        for (String option : List.of("useServerPrepStmts=false", "useServerPrepStmts=true")) {
            emptyTable();
            try (ProxysqlDataSource other = Opened.on(cluster, option);
                    var session = other.getConnection();
                    PreparedStatement insert = session.prepareStatement(INSERT)) {
                for (String name : List.of("first", "second")) {
                    insert.setString(1, name);
                    binding.on(insert);
                    insert.executeUpdate();
                }
                insert.setString(1, "third");
                binding.on(insert);
                insert.addBatch();
                insert.setString(1, "fourth");
                binding.on(insert);
                insert.addBatch();
                insert.executeBatch();
            }
            assertThat(onWriter("SELECT COUNT(*) FROM item WHERE data = 'bytes €' AND note = 'letters €'"))
                    .as(option)
                    .isEqualTo("4");
        }
    }

    @Test
    void streamsArriveWhole() throws SQLException {
        arrives(insert -> {
            insert.setBinaryStream(2, bytes("bytes €"));
            insert.setCharacterStream(3, new StringReader("letters €"));
        });
    }

    @Test
    void streamsOfKnownLengthArriveUpToIt() throws SQLException {
        arrives(insert -> {
            insert.setBinaryStream(2, bytes("bytes € and more"), 9L);
            insert.setCharacterStream(3, new StringReader("letters € and more"), 9);
        });
    }

    @Test
    void streamsAsLargeObjectsArriveWhole() throws SQLException {
        arrives(insert -> {
            insert.setBlob(2, bytes("bytes €"));
            insert.setClob(3, new StringReader("letters €"));
        });
    }

    @Test
    void streamsAsObjectsArriveWhole() throws SQLException {
        arrives(insert -> {
            insert.setObject(2, bytes("bytes €"));
            insert.setObject(3, new StringReader("letters €"), Types.LONGVARCHAR);
        });
    }

    @Test
    void largeObjectsOfTheConnectionArriveWhole() throws SQLException {
        Blob blob = connection.createBlob();
        blob.setBytes(1, "bytes €".getBytes(StandardCharsets.UTF_8));
        Clob clob = connection.createClob();
        clob.setString(1, "letters €");
        arrives(insert -> {
            insert.setBlob(2, blob);
            insert.setClob(3, clob);
        });
    }

    @Test
    void largeObjectsAreReadAfterTheirStatement() throws SQLException, java.io.IOException {
        Opened.run(connection, "INSERT INTO item (name, data, note) VALUES ('a', 'bytes', 'letters')");
        cluster.awaitReplication();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT data, note FROM item")) {
            assertThat(rows.next()).isTrue();
            Blob blob = rows.getBlob(1);
            Clob clob = rows.getClob(2);
            assertThat(rows.next()).isFalse();
            assertThat(new String(blob.getBinaryStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("bytes");
            assertThat(clob.getSubString(1, 7)).isEqualTo("letters");
        }
    }

    @Test
    void aParameterThatIsMissingOrTooMuchIsRefused() throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("SELECT ?, ?")) {
            assertThatThrownBy(() -> read.setInt(0, 1)).isInstanceOf(SQLException.class);
            read.setInt(1, 1);
            assertThatThrownBy(read::executeQuery).isInstanceOf(SQLException.class);
            read.setInt(2, 2);
            assertThat(read.executeQuery().next()).isTrue();
            read.clearParameters();
            assertThatThrownBy(read::executeQuery).isInstanceOf(SQLException.class);
        }
        try (PreparedStatement read = connection.prepareStatement("SELECT ?")) {
            assertThatThrownBy(() -> {
                        read.setInt(2, 1);
                        read.executeQuery();
                    })
                    .isInstanceOf(SQLException.class);
        }
    }

    private void createProcedure(String name, String definition) throws SQLException {
        Opened.run(connection, "DROP PROCEDURE IF EXISTS " + name);
        Opened.run(connection, "CREATE PROCEDURE " + name + definition);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parametersOfAProcedureGoInAndOut(boolean byName) throws SQLException {
        createProcedure(
                "sums",
                "(IN amount INT, INOUT total INT, OUT words VARCHAR(20))"
                        + " BEGIN SET total = total + amount; SET words = CONCAT('sum ', total); END");
        try (CallableStatement call = connection.prepareCall("{call sums(?, ?, ?)}")) {
            for (int round = 1; round <= 2; round++) {
                if (byName) {
                    call.setInt("amount", round);
                    call.setInt("total", 40);
                    call.registerOutParameter("total", Types.INTEGER);
                    call.registerOutParameter("words", Types.VARCHAR);
                } else {
                    call.setInt(1, round);
                    call.setInt(2, 40);
                    call.registerOutParameter(2, Types.INTEGER);
                    call.registerOutParameter(3, Types.VARCHAR);
                }
                call.execute();
                assertThat(byName ? call.getInt("total") : call.getInt(2)).isEqualTo(40 + round);
                assertThat(byName ? call.getString("words") : call.getString(3)).isEqualTo("sum " + (40 + round));
                assertThat(call.wasNull()).isFalse();
            }
        }
    }

    @Test
    void aProcedureReturnsSeveralResults() throws SQLException {
        createProcedure(
                "results",
                "(OUT last INT) BEGIN SELECT 1; INSERT INTO item (name) VALUES ('a'); SELECT 2, 3; SET last = 4; END");
        try (CallableStatement call = connection.prepareCall("{call results(?)}")) {
            call.registerOutParameter(1, Types.INTEGER);
            assertThat(call.execute()).isTrue();
            try (ResultSet first = call.getResultSet()) {
                assertThat(first.next()).isTrue();
                assertThat(first.getInt(1)).isEqualTo(1);
                assertThat(first.getStatement()).isSameAs(call);
            }
            assertThat(call.getMoreResults()).isTrue();
            try (ResultSet second = call.getResultSet()) {
                assertThat(second.next()).isTrue();
                assertThat(second.getInt(2)).isEqualTo(3);
            }
            assertThat(call.getMoreResults()).isFalse();
            assertThat(call.getInt(1)).isEqualTo(4);
        }
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("1");
    }

    @Test
    void aFunctionReturnsItsValue() throws SQLException {
        Opened.run(connection, "DROP FUNCTION IF EXISTS twice");
        Opened.run(connection, "CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN 2 * n");
        try (CallableStatement call = connection.prepareCall("{? = call twice(?)}")) {
            call.registerOutParameter(1, Types.INTEGER);
            call.setInt(2, 21);
            call.execute();
            assertThat(call.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void callsAreBatched() throws SQLException {
        createProcedure("add_item", "(IN label VARCHAR(40)) INSERT INTO item (name) VALUES (label)");
        try (CallableStatement call = connection.prepareCall("{call add_item(?)}")) {
            for (String name : List.of("a", "b")) {
                call.setString(1, name);
                call.addBatch();
            }
            assertThat(Arrays.stream(call.executeBatch()).sum()).isEqualTo(2);
        }
        assertThat(onWriter("SELECT GROUP_CONCAT(name ORDER BY id) FROM item")).isEqualTo("a,b");
    }

    @Test
    void severalStatementsInOneTextGiveSeveralResults() throws SQLException {
        try (ProxysqlDataSource other = Opened.on(cluster, "allowMultiQueries=true");
                var session = other.getConnection();
                Statement statement = session.createStatement()) {
            assertThat(statement.execute(
                            "INSERT INTO item (name) VALUES ('a'); SELECT name FROM item; DELETE FROM item"))
                    .isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.getMoreResults()).isTrue();
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("a");
            }
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }
}
