package io.github.proxysqljdbc.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.exceptions.CommunicationsException;
import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import com.mysql.cj.jdbc.exceptions.MySQLTimeoutException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailuresTest {
    /** Number, SQLState and text as the servers send them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "1045 | 28000 | Access denied for user 'app'@'localhost' (using password: YES)             | ACCESS_DENIED",
                "1044 | 42000 | Access denied for user 'app'@'%' to database 'x'                           | ACCESS_DENIED",
                "1698 | 28000 | Access denied for user 'app'@'localhost'                                   | ACCESS_DENIED",
                "1130 | HY000 | Host '10.0.0.1' is not allowed to connect to this MySQL server             | ACCESS_DENIED",
                "1129 | HY000 | Host '10.0.0.1' is blocked because of many connection errors               | ACCESS_DENIED",
                "1862 | HY000 | Your password has expired                                                  | ACCESS_DENIED",
                "3118 | HY000 | Access denied for user 'app'@'%'. Account is locked.                       | ACCESS_DENIED",
                "3159 | HY000 | Connections using insecure transport are prohibited                        | ACCESS_DENIED",
                "4151 | HY000 | Access denied, this account is locked                                      | ACCESS_DENIED",
                "4151 | HY000 | Unexpected end of input found at row 1 in file 'x'                         | STATEMENT",
                "9999 | 28000 | any other refusal of an account                                            | ACCESS_DENIED",
                "1040 | 08004 | Too many connections                                                       | TOO_MANY_CONNECTIONS",
                "1203 | 42000 | User app already has more than 'max_user_connections' active connections   | TOO_MANY_CONNECTIONS",
                "1226 | 42000 | User 'app' has exceeded the 'max_user_connections' resource                | TOO_MANY_CONNECTIONS",
                "1053 | 08S01 | Server shutdown in progress                                                | SERVER_SHUTDOWN",
                "3032 | HY000 | The server is currently in offline mode                                    | SERVER_SHUTDOWN",
                "3169 | HY000 | Session was killed                                                         | SERVER_SHUTDOWN",
                "1047 | 08S01 | WSREP has not yet prepared node for application use                        | SERVER_SHUTDOWN",
                "1290 | HY000 | The MySQL server is running with the --read-only option so it cannot execute | READ_ONLY_SERVER",
                "1290 | HY000 | The MySQL server is running with the --super-read-only option so it cannot   | READ_ONLY_SERVER",
                "1290 | HY000 | The MySQL server is running with the --secure-file-priv option so it cannot  | STATEMENT",
                "1290 | HY000 | The MySQL server is running with the --skip-grant-tables option              | STATEMENT",
                "1836 | HY000 | Running in read-only mode                                                  | READ_ONLY_SERVER",
                "1036 | HY000 | Table 'x' is read only                                                     | READ_ONLY_SERVER",
                "1005 | HY000 | Can't create table `t`.`y` (errno: 165 \"Table is read only\")              | READ_ONLY_SERVER",
                "1005 | HY000 | Can't create table `t`.`y` (errno: 150 \"Foreign key constraint\")         | STATEMENT",
                "1874 | HY000 | InnoDB is in read only mode.                                               | READ_ONLY_SERVER",
                "1792 | 25006 | Cannot execute statement in a READ ONLY transaction.                       | STATEMENT",
                "1205 | HY000 | Lock wait timeout exceeded; try restarting transaction                     | LOCK",
                "1213 | 40001 | Deadlock found when trying to get lock; try restarting transaction         | LOCK",
                "3572 | HY000 | Statement aborted because lock(s) could not be acquired immediately        | LOCK",
                "3024 | HY000 | Query execution was interrupted, maximum statement execution time exceeded | TIMEOUT",
                "1969 | 70100 | Query execution was interrupted (max_statement_time exceeded)              | TIMEOUT",
                "1317 | 70100 | Query execution was interrupted                                            | CANCELLED",
                "1927 | 70100 | Connection was killed                                                      | CONNECTION_LOST",
                "4031 | HY000 | The client was disconnected by the server because of inactivity.           | CONNECTION_LOST",
                "4031 | HY000 | Referenced trigger 'x' for the given action time does not exist            | STATEMENT",
                "1062 | 23000 | Duplicate entry '1' for key 'PRIMARY'                                      | STATEMENT",
                "1064 | 42000 | You have an error in your SQL syntax                                       | STATEMENT",
                "1146 | 42S02 | Table 'x' doesn't exist                                                    | STATEMENT",
                "1049 | 42000 | Unknown database 'x'                                                       | STATEMENT",
            })
    void serversErrorNumberDecides(int number, String state, String message, FailureKind kind) {
        assertThat(Failures.judge(new SQLException(message, state, number))).isEqualTo(kind);
    }

    @Test
    void brokenConnectionSaysNothingAboutTheStatement() {
        for (IOException cause : new IOException[] {
            new EOFException("Can not read response from server"),
            new SocketException("Connection reset"),
            new SocketException("Network is unreachable"),
            new SocketTimeoutException("Read timed out")
        }) {
            FailureKind kind = Failures.judge(new CommunicationsException("Communications link failure", cause));

            assertThat(kind).as(cause.toString()).isEqualTo(FailureKind.CONNECTION_LOST);
            assertThat(kind.neverExecuted()).isFalse();
        }
    }

    @Test
    void sameExceptionsMeanThatNoConnectionWasMadeIfOneWasToBeMade() {
        CommunicationsException silent = new CommunicationsException(
                "Communications link failure", new SocketTimeoutException("Read timed out"));

        assertThat(Failures.judgeConnect(silent)).isEqualTo(FailureKind.CONNECT_FAILED);
        assertThat(Failures.judgeConnect(new MySQLTimeoutException("login timeout")))
                .isEqualTo(FailureKind.CONNECT_FAILED);
        assertThat(Failures.judgeConnect(new SQLException("Access denied", "28000", 1045)))
                .isEqualTo(FailureKind.ACCESS_DENIED);
        assertThat(Failures.judgeConnect(new SQLException("Unknown database", "42000", 1049)))
                .isEqualTo(FailureKind.STATEMENT);
    }

    @Test
    void driversOwnExceptionsWithoutNumberAreJudgedByTheirType() {
        assertThat(Failures.judge(new MySQLTimeoutException())).isEqualTo(FailureKind.TIMEOUT);
        assertThat(Failures.judge(new MySQLTimeoutException("x", "70100", 1317)))
                .isEqualTo(FailureKind.TIMEOUT);
        assertThat(Failures.judge(new MySQLStatementCancelledException())).isEqualTo(FailureKind.CANCELLED);
        assertThat(Failures.judge(new SQLNonTransientConnectionException("No operations allowed", "08003")))
                .isEqualTo(FailureKind.CONNECTION_LOST);
        assertThat(Failures.judge(new SQLException("Column 'x' not found.", "S0022")))
                .isEqualTo(FailureKind.STATEMENT);
        assertThat(Failures.judge(new SQLException("no state"))).isEqualTo(FailureKind.STATEMENT);
    }

    @Test
    void circleOfCausesEnds() {
        SQLException first = new SQLException("first", "08S01");
        first.initCause(new SQLException("second", first));

        assertThat(Failures.judge(first)).isEqualTo(FailureKind.CONNECTION_LOST);
    }

    @Test
    void driverThatIsRefusedByTheHostMeansThatNoConnectionWasMade() throws IOException {
        int port;
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedAtOnce.getLocalPort();
        }

        assertThat(Failures.judge(connect(port))).isEqualTo(FailureKind.CONNECT_FAILED);
    }

    @Test
    void driverThatGetsNoGreetingMeansThatNoConnectionWasMade() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SQLException failure = connect(silent.getLocalPort());

            assertThat((Throwable) failure).hasRootCauseInstanceOf(SocketTimeoutException.class);
            assertThat(Failures.judgeConnect(failure)).isEqualTo(FailureKind.CONNECT_FAILED);
        }
    }

    @Test
    void causeThatOnlyAnAttemptToConnectThrowsMeansThatNoConnectionWasMade() {
        for (IOException cause : new IOException[] {
            new UnknownHostException("db1"),
            new NoRouteToHostException("No route to host"),
            new ConnectException("Connection refused"),
            new SocketTimeoutException("Connect timed out")
        }) {
            SQLException failure = new CommunicationsException("Communications link failure", new IOException(cause));

            assertThat(Failures.judge(failure)).as(cause.toString()).isEqualTo(FailureKind.CONNECT_FAILED);
            assertThat(Failures.judge(failure).neverExecuted()).isTrue();
        }
    }

    private static SQLException connect(int port) {
        return failureOf("jdbc:mysql://127.0.0.1:" + port + "/?connectTimeout=2000&socketTimeout=200");
    }

    private static SQLException failureOf(String url) {
        try {
            DriverManager.getConnection(url, "app", "p").close();
        } catch (SQLException failure) {
            return failure;
        }
        throw new AssertionError(url + " could be opened");
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void brokenConnectionIsNeverWell(FailureKind kind) {
        assertThat(kind.key()).isEqualTo(kind.name().toLowerCase(java.util.Locale.ROOT));
        if (kind.connectionUnusable()) {
            assertThat(kind.instanceSuspect()).isTrue();
        }
    }
}
