package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.JdbcPreparedStatement;
import com.mysql.cj.jdbc.JdbcStatement;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

/** The life of a statement, its results, warnings and errors. */
@ClusterTest(replicas = 1)
class StatementTrapsTest extends SessionTest {
    StatementTrapsTest(Cluster cluster) {
        super(cluster);
    }

    @Test
    void aStatementIsAWrapperForWhatItUnwraps() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
            assertThat(statement.isWrapperFor(JdbcStatement.class)).isTrue();
            assertThat(prepared.isWrapperFor(JdbcPreparedStatement.class)).isTrue();
            assertThat(prepared.isWrapperFor(Number.class)).isFalse();
        }
    }

    @Test
    void aStatementClosesOnCompletionOfItsResult() throws SQLException {
        Statement statement = connection.createStatement();
        statement.closeOnCompletion();
        assertThat(statement.isCloseOnCompletion()).isTrue();
        ResultSet rows = statement.executeQuery("SELECT 1");
        assertThat(rows.next()).isTrue();
        assertThat(statement.isClosed()).isFalse();
        rows.close();
        assertThat(statement.isClosed()).isTrue();
        assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void statementsAndResultsAreClosedWithTheirConnection() throws SQLException {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 UNION SELECT 2");
        assertThat(rows.next()).isTrue();
        connection.close();
        assertThat(statement.isClosed()).isTrue();
        assertThat(rows.isClosed()).isTrue();
        assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);
        rows.close();
        statement.close();
    }

    @Test
    void anExecutionClosesTheResultOfTheOneBefore() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet first = statement.executeQuery("SELECT 1");
            ResultSet second = statement.executeQuery("SELECT 2");
            assertThat(first.isClosed()).isTrue();
            assertThat(second.next()).isTrue();
        }
    }

    @Test
    void whatAResultAndAStatementNameIsOurs() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO item (name) VALUES ('a')", Statement.RETURN_GENERATED_KEYS)) {
            statement.executeUpdate();
            assertThat(statement.getConnection()).isSameAs(connection);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                assertThat(keys.getStatement()).isSameAs(statement);
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(rows.getStatement().getConnection()).isSameAs(connection);
            assertThat(statement.getResultSet()).isSameAs(rows);
        }
        assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
    }

    /** The number of a statement's first warning; 0 if it has none. */
    private static int warning(Statement statement) throws SQLException {
        SQLWarning first = statement.getWarnings();
        return first == null ? 0 : first.getErrorCode();
    }

    @Test
    void warningsAreThoseOfTheStatementItself() throws SQLException {
        String warned = "SELECT CAST('12x' AS SIGNED)";
        try (Statement statement = connection.createStatement();
                Statement other = connection.createStatement()) {
            statement.executeQuery(warned).close();
            assertThat(warning(statement)).isEqualTo(1292);
            assertThat(warning(other)).isZero();
            statement.clearWarnings();
            assertThat(warning(statement)).isZero();
            statement.executeQuery(warned).close();
            statement.executeQuery("SELECT 1").close();
            assertThat(warning(statement)).isZero();
            other.executeQuery("SELECT 1").close();
            assertThat(warning(other)).isZero();
        }
    }

    @Test
    void showWarningsTellsOfTheStatementBefore() throws SQLException {
        Opened.ask(connection, "SELECT CAST('12x' AS SIGNED)");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW WARNINGS")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt("Code")).isEqualTo(1292);
        }
        try (Connection other = dataSource.getConnection()) {
            assertThat(Opened.ask(other, "SHOW WARNINGS")).isEqualTo("no row");
        }
    }

    @Test
    void theDriversOwnExceptionsComeThrough() throws SQLException {
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
        assertThatThrownBy(() -> Opened.run(connection, "INSERT INTO item (name) VALUES ('a')"))
                .isInstanceOfSatisfying(SQLIntegrityConstraintViolationException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(1062);
                    assertThat(e.getSQLState()).isEqualTo("23000");
                });
        assertThatThrownBy(() -> Opened.ask(connection, "SELECT 1 FROM"))
                .isInstanceOfSatisfying(SQLSyntaxErrorException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(1064);
                    assertThat(e.getSQLState()).isEqualTo("42000");
                });
        assertThatThrownBy(() -> Opened.ask(connection, "SELECT * FROM nowhere"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42S02"));
        assertThatThrownBy(() -> connection.prepareStatement("SELECT ?").executeQuery())
                .isInstanceOf(SQLException.class);
        assertThat(dataSource.stats().roleChanges()).isLessThanOrEqualTo(4);
    }

    @Test
    void valuesComeInTheTypesAskedFor() throws SQLException {
        LocalDateTime moment = LocalDateTime.of(2024, 2, 29, 13, 14, 15);
        try (PreparedStatement read =
                connection.prepareStatement("SELECT ? AS moment, ? AS day, ? AS number, ? AS nothing")) {
            read.setObject(1, moment);
            read.setObject(2, LocalDate.of(2024, 2, 29));
            read.setObject(3, "42", Types.INTEGER);
            read.setNull(4, Types.VARCHAR);
            try (ResultSet row = read.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getObject("moment", LocalDateTime.class)).isEqualTo(moment);
                assertThat(row.getObject(2, LocalDate.class)).isEqualTo(LocalDate.of(2024, 2, 29));
                assertThat(row.getObject(3, Long.class)).isEqualTo(42L);
                assertThat(row.getObject(4)).isNull();
                assertThat(row.wasNull()).isTrue();
            }
        }
    }

    @Test
    void rowsAreChangedThroughAnUpdatableResult() throws SQLException {
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a'), ('b')");
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery("SELECT id, name FROM item ORDER BY id")) {
            assertThat(rows.getConcurrency()).isEqualTo(ResultSet.CONCUR_UPDATABLE);
            assertThat(rows.next()).isTrue();
            rows.updateString("name", "changed");
            rows.updateRow();
            assertThat(rows.next()).isTrue();
            rows.deleteRow();
            rows.moveToInsertRow();
            rows.updateString("name", "inserted");
            rows.insertRow();
        }
        assertThat(onWriter("SELECT GROUP_CONCAT(name ORDER BY id) FROM item")).isEqualTo("changed,inserted");
    }

    @Test
    void aScrollableResultIsReadInAnyOrder() throws SQLException {
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = statement.executeQuery("SELECT 1 UNION SELECT 2 UNION SELECT 3")) {
            assertThat(statement.getResultSetType()).isEqualTo(ResultSet.TYPE_SCROLL_INSENSITIVE);
            assertThat(rows.last()).isTrue();
            assertThat(rows.getRow()).isEqualTo(3);
            assertThat(rows.next()).isFalse();
            assertThat(rows.isAfterLast()).isTrue();
            assertThat(rows.previous()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(3);
            assertThat(rows.absolute(1)).isTrue();
            assertThat(rows.isFirst()).isTrue();
            rows.beforeFirst();
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void aResultIsNoLongerThanItsMaximum() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(2);
            try (ResultSet rows = statement.executeQuery("SELECT 1 UNION SELECT 2 UNION SELECT 3")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isFalse();
            }
            statement.setLargeMaxRows(1);
            try (ResultSet rows = statement.executeQuery("SELECT 1 UNION SELECT 2 UNION SELECT 3")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isFalse();
            }
            statement.setMaxRows(0);
            try (ResultSet rows = statement.executeQuery("SELECT 1 UNION SELECT 2 UNION SELECT 3")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isTrue();
                assertThat(rows.next()).isFalse();
            }
        }
        assertThat(Opened.ask(connection, "SELECT COUNT(*) FROM (SELECT 1 UNION SELECT 2 UNION SELECT 3) t"))
                .isEqualTo("3");
    }

    @Test
    void aPreparedStatementIsDescribedBeforeItIsExecuted() throws SQLException {
        try (PreparedStatement read =
                connection.prepareStatement("SELECT id, name AS label FROM item WHERE id = ? AND name = ?")) {
            assertThat(read.getParameterMetaData().getParameterCount()).isEqualTo(2);
            assertThat(read.getMetaData().getColumnCount()).isEqualTo(2);
            assertThat(read.getMetaData().getColumnLabel(2)).isEqualTo("label");
            read.setInt(1, 1);
            read.setString(2, "a");
            try (ResultSet rows = read.executeQuery()) {
                assertThat(rows.next()).isFalse();
                assertThat(rows.getMetaData().getColumnLabel(2)).isEqualTo("label");
            }
        }
    }
}
