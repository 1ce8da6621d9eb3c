package io.github.proxysqljdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metadata says MySQL, lists what is there, and ties its session to no instance. */
@ClusterTest(replicas = 1)
class MetaDataTrapsTest extends SessionTest {
    MetaDataTrapsTest(Cluster cluster) {
        super(cluster, "maxPoolSize=1", "connectionTimeout=2s");
    }

    private static List<String> column(ResultSet rows, String label) throws SQLException {
        List<String> values = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                values.add(rows.getString(label));
            }
        }
        return values;
    }

    @Test
    void metaDataDoesNotTieTheSession() throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        assertThat(metaData.getDatabaseProductName()).isNotBlank();
        assertThat(Opened.serverOfRead(connection)).isIn(replicaIds());
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            Opened.run(other, "INSERT INTO item (name) VALUES ('a')");
            other.rollback();
        }
        assertThat(column(metaData.getTables(cluster.database(), null, "item", null), "TABLE_NAME"))
                .containsExactly("item");
    }

    @Test
    void frameworksSeeMySql() throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        assertThat(metaData.getURL()).startsWith("jdbc:mysql://").doesNotContain(cluster.password());
        assertThat(metaData.getDatabaseProductName()).isIn("MySQL", "MariaDB");
        assertThat(metaData.getDriverName()).contains("MySQL Connector/J");
        assertThat(metaData.getDriverVersion()).contains("mysql-connector-j");
        assertThat(metaData.getDriverMajorVersion()).isPositive();
        assertThat(metaData.getUserName()).startsWith(cluster.user());
        assertThat(metaData.supportsTransactions()).isTrue();
    }

    @Test
    void keywordsAreListed() throws SQLException {
        assertThat(connection.getMetaData().getSQLKeywords().split(",")).contains("ACCESSIBLE", "OPTIMIZE");
    }

    @Test
    void tablesColumnsKeysAndTypesAreListed() throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String database = cluster.database();
        assertThat(column(metaData.getColumns(database, null, "item", null), "COLUMN_NAME"))
                .containsExactly("id", "name", "amount", "data", "note");
        assertThat(column(metaData.getPrimaryKeys(database, null, "item"), "COLUMN_NAME"))
                .containsExactly("id");
        assertThat(column(metaData.getIndexInfo(database, null, "item", true, false), "COLUMN_NAME"))
                .contains("id", "name");
        assertThat(column(metaData.getTypeInfo(), "TYPE_NAME")).contains("INT", "VARCHAR");
        assertThat(column(metaData.getCatalogs(), "TABLE_CAT")).contains(database);
        assertThat(column(metaData.getTableTypes(), "TABLE_TYPE")).contains("TABLE");
    }

    @Test
    void severalListsAreOpenAtOnce() throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        try (ResultSet tables = metaData.getTables(cluster.database(), null, "item", null);
                ResultSet columns = metaData.getColumns(cluster.database(), null, "item", null)) {
            assertThat(tables.next()).isTrue();
            assertThat(columns.next()).isTrue();
            assertThat(tables.getString("TABLE_NAME")).isEqualTo(columns.getString("TABLE_NAME"));
        }
    }

    @Test
    void metaDataWorksInsideATransaction() throws SQLException {
        connection.setAutoCommit(false);
        Opened.run(connection, "INSERT INTO item (name) VALUES ('a')");
        assertThat(column(connection.getMetaData().getTables(cluster.database(), null, "item", null), "TABLE_NAME"))
                .containsExactly("item");
        connection.rollback();
        assertThat(onWriter("SELECT COUNT(*) FROM item")).isEqualTo("0");
    }

    @Test
    void metaDataWorksWithReadersOnly() throws Exception {
        cluster.writer().kill();
        Opened.await(
                "the writer is known to be down", () -> dataSource.topology().writer() == null);
        DatabaseMetaData metaData = connection.getMetaData();
        assertThat(metaData.getURL()).startsWith("jdbc:mysql://");
        assertThat(column(metaData.getTables(cluster.database(), null, "item", null), "TABLE_NAME"))
                .containsExactly("item");
        assertThat(connection.isValid(2)).isTrue();
    }
}
