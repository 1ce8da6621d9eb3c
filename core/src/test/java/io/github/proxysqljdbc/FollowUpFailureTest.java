package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A connection that breaks between a statement's answer and what is asked after it. What the server has acknowledged is not reported as if it
 * had not happened, and nothing stays held.
 */
@ClusterTest(replicas = 0)
class FollowUpFailureTest {
    /** The beginning of the text before which the connection is to break; null for none. */
    private static volatile @Nullable String breakBefore;

    private final Cluster cluster;

    FollowUpFailureTest(Cluster cluster) {
        this.cluster = cluster;
    }

    /** An interceptor of Connector/J's that closes the connection's socket before a certain text is sent. */
    public static final class Breaker implements QueryInterceptor {
        private @Nullable MysqlConnection connection;

        @Override
        public QueryInterceptor init(MysqlConnection intercepted, Properties properties, Log log) {
            connection = intercepted;
            return this;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Connector/J's
        public <T extends Resultset> @Nullable T preProcess(Supplier<String> text, Query query) {
            String beginning = breakBefore;
            MysqlConnection here = connection;
            if (beginning != null
                    && here != null
                    && text.get() != null
                    && text.get().startsWith(beginning)) {
                breakBefore = null;
                here.getSession().forceClose();
            }
            return null;
        }

        @Override
        public boolean executeTopLevelOnly() {
            return false;
        }

        @Override
        public void destroy() {
            // It holds nothing.
        }

        @Override
        public <T extends Resultset> @Nullable T postProcess(
                Supplier<String> text, Query query, T result, ServerSession session) {
            return result;
        }
    }

    @BeforeEach
    void createRoutine() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            Opened.execute(direct, "CREATE TABLE IF NOT EXISTS follow (id INT AUTO_INCREMENT PRIMARY KEY)");
            Opened.execute(direct, "DELETE FROM follow");
            Opened.execute(direct, "DROP PROCEDURE IF EXISTS writes");
            Opened.execute(
                    direct,
                    "CREATE PROCEDURE writes() BEGIN INSERT INTO follow () VALUES ();"
                            + " SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; END");
        }
    }

    @AfterEach
    void breakNothing() {
        breakBefore = null;
    }

    private ProxysqlDataSource open() throws SQLException {
        return Opened.on(cluster, "maxPoolSize=1", "queryInterceptors=" + Breaker.class.getName());
    }

    private String rows() throws SQLException {
        try (Connection direct = cluster.writer().openDirectConnection()) {
            return Opened.ask(direct, "SELECT COUNT(*) FROM follow");
        }
    }

    private static void isFree(ProxysqlDataSource dataSource) throws SQLException {
        try (Connection other = dataSource.getConnection()) {
            assertThat(Opened.run(other, "INSERT INTO follow () VALUES ()")).isEqualTo(1);
        }
    }

    @Test
    void aCallThatWroteIsNotReportedAsIfItHadNot() throws SQLException {
        try (ProxysqlDataSource dataSource = open();
                Connection connection = dataSource.getConnection()) {
            breakBefore = "SET SESSION TRANSACTION ISOLATION LEVEL";
            assertThatThrownBy(() -> Opened.execute(connection, "{call writes()}"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
            assertThat(rows()).isEqualTo("1");
            isFree(dataSource);
        }
    }

    @Test
    void aTransactionIsLostWithAConnectionThatBreaksBeforeAStatement() throws SQLException {
        theTransactionIsLost("SELECT @@session.sort_buffer_size", "SET sort_buffer_size = 2 * 131072");
    }

    @Test
    void aTransactionIsLostWithAConnectionThatBreaksAfterAStatement() throws SQLException {
        theTransactionIsLost(
                "SET SESSION TRANSACTION ISOLATION LEVEL",
                "SET SESSION transaction_isolation = CONCAT('READ-', 'COMMITTED')");
    }

    private void theTransactionIsLost(String text, String statement) throws SQLException {
        try (ProxysqlDataSource dataSource = open();
                Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Opened.run(connection, "INSERT INTO follow () VALUES ()");
            breakBefore = text;
            assertThatThrownBy(() -> Opened.execute(connection, statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
            assertThatThrownBy(connection::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
            assertThat(rows()).isEqualTo("0");
            isFree(dataSource);
        }
    }
}
