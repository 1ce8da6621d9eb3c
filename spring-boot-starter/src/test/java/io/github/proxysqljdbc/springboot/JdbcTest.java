package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

@ClusterTest
class JdbcTest {
    private final ApplicationContextRunner runner;
    private final Cluster cluster;

    JdbcTest(Cluster cluster) {
        this.cluster = cluster;
        this.runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ProxysqlDataSourceAutoConfiguration.class,
                        ProxysqlLifecycleAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class))
                .withPropertyValues(Settings.of(cluster))
                .withBean(Servers.class);
    }

    @Test
    void templateReadsFromAReaderAndWritesToTheWriter() {
        runner.run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            template.execute("CREATE TABLE IF NOT EXISTS jdbc_item (id INT PRIMARY KEY)");
            template.update("REPLACE INTO jdbc_item VALUES (?)", 1);
            cluster.awaitReplication();

            assertThat(template.queryForObject("SELECT @@server_id FROM jdbc_item WHERE id = ?", Integer.class, 1))
                    .isIn(readers());
        });
    }

    @Test
    void readOnlyTransactionGoesToAReader() {
        runner.run(
                context -> assertThat(context.getBean(Servers.class).readOnly()).isIn(readers()));
    }

    @Test
    void readsOfOtherTransactionsGoToTheWriter() {
        runner.run(context -> assertThat(context.getBean(Servers.class).readWrite())
                .isEqualTo(cluster.writer().serverId()));
    }

    private List<Integer> readers() {
        return cluster.replicas().stream().map(ServerInstance::serverId).toList();
    }

    static class Servers {
        private final JdbcTemplate template;

        Servers(JdbcTemplate template) {
            this.template = template;
        }

        @Transactional(readOnly = true)
        public Integer readOnly() {
            return answering();
        }

        @Transactional
        public Integer readWrite() {
            return answering();
        }

        private Integer answering() {
            Integer id = template.queryForObject("SELECT @@server_id", Integer.class);
            return id == null ? -1 : id;
        }
    }
}
