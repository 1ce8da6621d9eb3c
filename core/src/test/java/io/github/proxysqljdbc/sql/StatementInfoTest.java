package io.github.proxysqljdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.sql.Assignment.Scope;
import io.github.proxysqljdbc.sql.Assignment.ValueKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement's text tells of its effects on the session. */
class StatementInfoTest {
    private final Classifier classifier = new Classifier();

    private StatementInfo info(String sql) {
        return classifier.classify(sql, Dialect.STANDARD);
    }

    private Assignment assignment(String sql) {
        List<Assignment> assignments = info(sql).assignments();
        assertThat(assignments).as(sql).hasSize(1);
        return assignments.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TEMPORARY TABLE IF NOT EXISTS d.tmp (id INT) | TEMPORARY_TABLE | d.tmp",
                "CREATE OR REPLACE TEMPORARY TABLE `t m p` AS SELECT 1 | TEMPORARY_TABLE | t m p",
                "SELECT GET_LOCK('a''b', 1) | NAMED_LOCK | a'b",
                "SELECT GET_LOCK(?, 1) | NAMED_LOCK |",
                "SELECT 1 FROM t WHERE `get_lock` ('k', 1) | NAMED_LOCK | k",
                "LOCK TABLES t WRITE | TABLE_LOCK |",
                "FLUSH TABLES WITH READ LOCK | GLOBAL_READ_LOCK |",
                "FLUSH TABLES WITH READ LOCK AND DISABLE CHECKPOINT | GLOBAL_READ_LOCK |",
                "FLUSH TABLES a, b FOR EXPORT | TABLE_LOCK |",
                "BACKUP STAGE START | BACKUP_STAGE |",
                "HANDLER t OPEN AS h | HANDLER | h",
                "PREPARE s FROM @sql | TEXT_PREPARE | s",
                "XA START 'x' | XA | x",
                "SELECT a INTO @v FROM t | USER_VARIABLE | v",
                "SELECT @`V` := 1 | USER_VARIABLE | v",
                "CALL p(@out) | USER_VARIABLE | out",
                "LOAD DATA INFILE 'f' INTO TABLE t (@c) SET a = @c | USER_VARIABLE | c",
                "SET @v = a + 1 | USER_VARIABLE | v",
                "SET @v = ? | USER_VARIABLE | v",
                "SET nonsense | SESSION_STATE |",
                "/*!40101 SET NAMES utf8 */ | SESSION_STATE |",
                "SELECT 1; CREATE TEMPORARY TABLE x (id INT) | TEMPORARY_TABLE | x",
                "EXECUTE IMMEDIATE 'CREATE TEMPORARY TABLE x (id INT)' | TEMPORARY_TABLE | x"
            })
    void pinIsNamed(String sql, PinKind kind, String name) {
        assertThat(info(sql).pins()).containsExactly(new Pin(kind, name));
        assertThat(info(sql).target()).isEqualTo(Target.WRITER);
        assertThat(info(sql).simple()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP TABLE IF EXISTS a | TEMPORARY_TABLE | a",
                "DROP TEMPORARY TABLE d.a | TEMPORARY_TABLE | d.a",
                "SELECT RELEASE_LOCK('k') | NAMED_LOCK | k",
                "DO RELEASE_ALL_LOCKS() | NAMED_LOCK |",
                "UNLOCK INSTANCE | INSTANCE_LOCK |",
                "BACKUP STAGE END | BACKUP_STAGE |",
                "HANDLER h CLOSE | HANDLER | h",
                "DROP PREPARE s | TEXT_PREPARE | s",
                "XA ROLLBACK 'x' | XA | x"
            })
    void endOfAPinIsNamed(String sql, PinKind kind, String name) {
        assertThat(info(sql).unpins()).containsExactly(new Pin(kind, name));
        assertThat(info(sql).pins()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM t",
                "INSERT INTO t VALUES (1)",
                "UPDATE t SET a = 1",
                "DELETE FROM t",
                "SHOW TABLES",
                "SELECT f(1)"
            })
    void ordinaryStatementsAreSimple(String sql) {
        assertThat(info(sql).simple()).isTrue();
    }

    @Test
    void assignmentsAreTakenApart() {
        assertThat(assignment("SET @X := -5")).isEqualTo(new Assignment(Scope.USER, "x", ValueKind.NUMBER, "-5", null));
        assertThat(info("SET @x := 5").pins()).isEmpty();
        assertThat(assignment("SET NAMES 'utf8mb4' COLLATE utf8mb4_bin"))
                .isEqualTo(new Assignment(Scope.NAMES, "names", ValueKind.STRING, "utf8mb4", "utf8mb4_bin"));
        assertThat(assignment("SET CHARACTER SET DEFAULT"))
                .isEqualTo(new Assignment(Scope.CHARACTER_SET, "character_set", ValueKind.DEFAULT, "DEFAULT", null));
        assertThat(assignment("SET @@session.Sql_Mode = 'A\\'B'"))
                .isEqualTo(new Assignment(Scope.SESSION, "sql_mode", ValueKind.STRING, "A'B", null));
        assertThat(assignment("SET LOCAL x = ON"))
                .isEqualTo(new Assignment(Scope.SESSION, "x", ValueKind.KEYWORD, "ON", null));
        assertThat(assignment("SET time_zone = CONCAT('+', '01:00')").valueKind())
                .isEqualTo(ValueKind.EXPRESSION);
        assertThat(assignment("USE `my db`"))
                .isEqualTo(new Assignment(Scope.SCHEMA, "schema", ValueKind.KEYWORD, "my db", null));
    }

    @Test
    void scopeHoldsForTheAssignmentsThatFollow() {
        assertThat(info("SET GLOBAL a = 1, b = 2, SESSION c = 3, @@global.d = 4, e = 5, @f = 6")
                        .assignments())
                .extracting(Assignment::scope)
                .containsExactly(Scope.GLOBAL, Scope.GLOBAL, Scope.SESSION, Scope.GLOBAL, Scope.SESSION, Scope.USER);
    }

    @Test
    void transactionSettingsWithoutScopeAreForTheNextTransaction() {
        assertThat(info("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY")
                        .assignments())
                .containsExactly(
                        new Assignment(
                                Scope.NEXT_TRANSACTION,
                                "transaction_isolation",
                                ValueKind.STRING,
                                "READ-COMMITTED",
                                null),
                        new Assignment(Scope.NEXT_TRANSACTION, "transaction_read_only", ValueKind.KEYWORD, "ON", null));
        assertThat(assignment("SET @@tx_isolation = 'SERIALIZABLE'").scope()).isEqualTo(Scope.NEXT_TRANSACTION);
        assertThat(assignment("SET tx_isolation = 'SERIALIZABLE'"))
                .isEqualTo(
                        new Assignment(Scope.SESSION, "transaction_isolation", ValueKind.STRING, "SERIALIZABLE", null));
        assertThat(assignment("SET SESSION TRANSACTION READ WRITE").off()).isTrue();
    }

    @Test
    void severalStatementsTellAllTheirAssignments() {
        StatementInfo info = info("SET a = 1; USE d; SELECT 1");
        assertThat(info.kind()).isEqualTo(StatementKind.MULTI);
        assertThat(info.assignments()).extracting(Assignment::name).containsExactly("a", "schema");
        assertThat(info.mayReturnMoreResults()).isTrue();
    }

    @Test
    void transactionsTellTheirOptions() {
        StatementInfo start = info("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        assertThat(start.readOnly()).isTrue();
        assertThat(start.consistentSnapshot()).isTrue();
        assertThat(info("COMMIT WORK AND CHAIN").chain()).isTrue();
        assertThat(info("ROLLBACK AND NO CHAIN RELEASE").chain()).isFalse();
        assertThat(info("ROLLBACK AND NO CHAIN RELEASE").release()).isTrue();
        assertThat(info("ROLLBACK WORK TO SAVEPOINT a").kind()).isEqualTo(StatementKind.ROLLBACK_TO_SAVEPOINT);
        assertThat(info("BEGIN NOT ATOMIC SELECT 1; END").mayReturnMoreResults())
                .isTrue();
    }

    @Test
    void ddlCommitsButTemporaryTablesDoNot() {
        assertThat(info("CREATE TABLE a (id INT)").implicitCommit()).isTrue();
        assertThat(info("DROP TEMPORARY TABLE a").implicitCommit()).isFalse();
        assertThat(info("HELP 'x'").implicitCommit()).isFalse();
    }

    @Test
    void storedCodeIsOneDefinition() {
        StatementInfo info = info("CREATE PROCEDURE p() BEGIN SET @x = NOW(); SELECT GET_LOCK('k', 1); END");
        assertThat(info.kind()).isEqualTo(StatementKind.DDL);
        assertThat(info.pins()).isEmpty();
    }

    @Test
    void userVariablesReadAreNamed() {
        assertThat(info("SELECT @a, @`B c` FROM t WHERE x = @A").userVariablesRead())
                .containsExactly("a", "b c");
        assertThat(info("CREATE USER 'u'@'h'").userVariablesRead()).isEmpty();
        assertThat(info("SET @a = @b").userVariablesRead()).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT @@session.identity | LAST_INSERT_ID",
                "INSERT INTO t VALUES (LAST_INSERT_ID()) | LAST_INSERT_ID",
                "SELECT FOUND_ROWS() | FOUND_ROWS",
                "SHOW COUNT(*) ERRORS | WARNINGS",
                "GET DIAGNOSTICS @n = NUMBER | WARNINGS",
                "SELECT PREVIOUS VALUE FOR s | SEQUENCE",
                "KILL 5 | THREAD_OF_SERVER",
                "SHOW STATUS LIKE 'x' | PROFILE"
            })
    void questionsToTheConnectionAreNamed(String sql, Diagnostic diagnostic) {
        assertThat(info(sql).diagnostics()).containsExactly(diagnostic);
        assertThat(info(sql).target()).isEqualTo(Target.WRITER);
    }

    @Test
    void onlyLackOfKnowledgeIsAPresumption() {
        assertThat(info("SELECT my_func(1)").presumedRead()).isTrue();
        assertThat(info("SHOW TABLES").presumedRead()).isTrue();
        assertThat(info("SELECT my_func(1) FOR UPDATE").presumedRead()).isFalse();
        assertThat(info("SELECT my_func(GET_LOCK('a', 1))").presumedRead()).isFalse();
        assertThat(info("SHOW TABLES /*! LIKE 'x' */").presumedRead()).isFalse();
        assertThat(info("DELETE FROM t").presumedRead()).isFalse();
    }

    @Test
    void parserMustReadTheTextToItsEnd() {
        assertThat(info("SELECT 1 FROM t x y z").reason()).isEqualTo("the parser does not know this statement");
    }
}
