package io.github.proxysqljdbc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are rewritten, and to what. */
class AuroraSqlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "select @@innodb_read_only | select @@global.read_only AS `@@innodb_read_only`",
                "SELECT @@innodb_read_only r, 1 | SELECT @@global.read_only r, 1",
                "/* x */ SELECT @@read_only, @@Global . `innodb_read_only` FROM dual"
                        + "| /* x */ SELECT @@read_only, @@global.read_only AS `@@Global . innodb_read_only` FROM dual",
                "SELECT CONCAT(@@innodb_read_only, 'x') | SELECT CONCAT(@@global.read_only, 'x')",
                "SELECT @@aurora_server_id | SELECT 'me' AS `@@aurora_server_id`",
                "SELECT * FROM INFORMATION_SCHEMA.REPLICA_HOST_STATUS WHERE a=1"
                        + "| SELECT * FROM testkit_aurora.replica_host_status WHERE a=1",
                "SHOW VARIABLES LIKE 'aurora_server_id' | SELECT 'aurora_server_id' AS Variable_name, 'me' AS Value",
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('read_only','innodb_read_only')"
                        + "| SELECT 'read_only' AS Variable_name, IF(@@global.read_only,'ON','OFF') AS Value UNION ALL"
                        + " SELECT 'innodb_read_only' AS Variable_name, IF(@@global.read_only,'ON','OFF') AS Value",
            })
    void roleQuestionIsRewritten(String sql, String rewritten) {
        assertThat(AuroraSql.rewrite(sql, "me")).isEqualTo(rewritten);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '@@innodb_read_only'",
                "SELECT \"it\\\"s @@innodb_read_only\"",
                "SELECT 1 /* @@innodb_read_only */",
                "SELECT 1 -- @@innodb_read_only",
                "SELECT 1 # information_schema.replica_host_status",
                "SELECT `@@innodb_read_only` FROM t",
                "SELECT @@innodb_read_only_x",
                "SELECT my_information_schema.replica_host_status",
                "SHOW VARIABLES LIKE 'read_only'",
                "SHOW VARIABLES",
                "SELECT 'never closed @@innodb_read_only",
                "",
            })
    void allElseIsLeftAlone(String sql) {
        assertThat(AuroraSql.rewrite(sql, "me")).isSameAs(sql);
    }

    @Test
    void partOfAnExpressionGetsNoName() {
        assertThat(AuroraSql.rewrite("SELECT @@innodb_read_only | 0", "me")).isEqualTo("SELECT @@global.read_only | 0");
    }

    @Test
    void queryAttributesInFrontOfTheTextStay() {
        assertThat(AuroraSql.rewrite("\0\1SHOW VARIABLES LIKE 'aurora_version'", "me"))
                .isEqualTo("\0\1SELECT 'aurora_version' AS Variable_name, '" + AuroraSql.VERSION + "' AS Value");
    }
}
