package io.github.proxysqljdbc.examples.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.Explanation;
import io.github.proxysqljdbc.ProxysqlDataSource;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** That a statement of the load tells its server does not change where it goes. */
class EntriesTest {
    private static Explanation explain(String sql) throws Exception {
        Properties lazy = new Properties();
        lazy.setProperty("initialization", "lazy");
        try (ProxysqlDataSource dataSource = new ProxysqlDataSource("jdbc:proxysql://127.0.0.1:1/test", lazy)) {
            return dataSource.explain(sql);
        }
    }

    @Test
    void insertIsAnOrdinaryWrite() throws Exception {
        assertThat(explain(Entries.INSERT).hostgroup())
                .isEqualTo(explain("INSERT INTO entry VALUES (1)").hostgroup());
        assertThat(explain(Entries.INSERT).pins()).isEmpty();
    }

    @Test
    void readIsAnOrdinaryRead() throws Exception {
        assertThat(explain(Entries.READ).hostgroup())
                .isEqualTo(explain("SELECT value FROM item").hostgroup());
        assertThat(explain(Entries.READ).pins()).isEmpty();
    }
}
