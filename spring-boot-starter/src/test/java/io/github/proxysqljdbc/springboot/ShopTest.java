package io.github.proxysqljdbc.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.proxysqljdbc.ProxysqlDataSource;
import io.github.proxysqljdbc.springboot.shop.Product;
import io.github.proxysqljdbc.springboot.shop.ProductMapper;
import io.github.proxysqljdbc.springboot.shop.Products;
import io.github.proxysqljdbc.springboot.shop.Shop;
import io.github.proxysqljdbc.springboot.shop.ShopApplication;
import io.github.proxysqljdbc.testkit.Cluster;
import io.github.proxysqljdbc.testkit.ClusterSetUp;
import io.github.proxysqljdbc.testkit.ClusterTearDown;
import io.github.proxysqljdbc.testkit.ClusterTest;
import io.github.proxysqljdbc.testkit.ServerInstance;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** An ordinary application with what people use over a data source. It knows nothing of readers and writers. */
@ClusterTest(leaks = ClusterTest.Leaks.CLASS)
class ShopTest {
    private static @Nullable ConfigurableApplicationContext running;

    private final Cluster cluster;
    private final ConfigurableApplicationContext application = Objects.requireNonNull(running);
    private final JdbcTemplate template = application.getBean(JdbcTemplate.class);

    ShopTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @ClusterSetUp
    static void start(Cluster cluster) {
        running = new SpringApplicationBuilder(ShopApplication.class)
                .web(WebApplicationType.NONE)
                .properties(Settings.of(cluster))
                .properties(Settings.dialect(cluster))
                .properties(
                        "spring.main.banner-mode=off",
                        "spring.jpa.hibernate.ddl-auto=validate",
                        "spring.jpa.open-in-view=false",
                        "spring.flyway.baseline-on-migrate=true",
                        "spring.flyway.baseline-version=0",
                        "spring.sql.init.mode=always",
                        "spring.sql.init.schema-locations=classpath:org/springframework/batch/core/schema-mysql.sql",
                        "spring.jmx.enabled=false")
                .run();
    }

    @ClusterTearDown
    static void stop() {
        Objects.requireNonNull(running).close();
    }

    @BeforeEach
    void awaitRoles() {
        Settings.awaitRoles(application.getBean(ProxysqlDataSource.class), cluster);
    }

    @Test
    void oneDataSourceIsOurs() {
        assertThat(application.getBeansOfType(DataSource.class).values())
                .singleElement()
                .isInstanceOf(ProxysqlDataSource.class);
    }

    @Test
    void flywayMigrates() {
        assertThat(template.queryForList(
                        "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank FOR UPDATE",
                        String.class))
                .contains("1", "2");
    }

    @Test
    void liquibaseMigrates() {
        assertThat(template.queryForObject("SELECT COUNT(*) FROM DATABASECHANGELOG FOR UPDATE", Integer.class))
                .isEqualTo(1);
        assertThat(template.queryForList("SELECT name FROM customer FOR UPDATE", String.class))
                .contains("Ada");
    }

    @Test
    void readOnlyTransactionOfJpaRunsOnAReader() {
        Shop shop = application.getBean(Shop.class);
        long id = shop.add("coffee", 7);
        cluster.awaitReplication();

        Shop.Answer answer = shop.look(id);

        assertThat(answer.stock()).isEqualTo(7);
        assertThat(answer.server()).isIn(readers());
    }

    @Test
    void otherTransactionsOfJpaRunOnTheWriter() {
        Shop shop = application.getBean(Shop.class);
        long id = shop.add("sugar", 7);

        assertThat(shop.sell(id)).isEqualTo(new Shop.Answer(6, writer()));
    }

    @Test
    void repositoriesOfSpringDataReadFromAReader() {
        Products products = application.getBean(Products.class);
        application.getBean(Shop.class).add("honey", 1);
        cluster.awaitReplication();

        assertThat(products.findByName("honey")).extracting(Product::getStock).containsExactly(1);
        assertThat(products.server()).isIn(readers());
    }

    @Test
    void repositoriesOfSpringDataSaveOnTheWriter() {
        Products products = application.getBean(Products.class);
        long id = application.getBean(Shop.class).add("salt", 1);
        cluster.awaitReplication();

        products.deleteById(id);

        assertThat(template.queryForObject("SELECT COUNT(*) FROM product WHERE id = ? FOR UPDATE", Integer.class, id))
                .isZero();
    }

    @Test
    void mappersOfMyBatisReadFromAReaderAndWriteToTheWriter() {
        ProductMapper mapper = application.getBean(ProductMapper.class);
        int inserted = mapper.add("rice", 4);
        cluster.awaitReplication();

        assertThat(inserted).isOne();
        assertThat(mapper.stock("rice")).isEqualTo(4);
        assertThat(mapper.server()).isIn(readers());
    }

    @Test
    void jobRepositoryOfSpringBatchRemembersTheJob() throws Exception {
        Job job = application.getBean(Job.class);
        JobExecution execution = application
                .getBean(JobOperator.class)
                .start(
                        job,
                        new JobParametersBuilder().addString("day", "monday").toJobParameters());

        assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        cluster.awaitReplication();
        JobRepository jobs = application.getBean(JobRepository.class);
        assertThat(jobs.getJobExecution(execution.getId())).isNotNull();
    }

    @Test
    void applicationGoesOnAfterAFailover() {
        Shop shop = application.getBean(Shop.class);
        cluster.writer().kill();
        cluster.failover(cluster.replica(0));

        long id = shop.add("pepper", 2);

        assertThat(shop.sell(id)).isEqualTo(new Shop.Answer(1, writer()));
    }

    private int writer() {
        return cluster.writer().serverId();
    }

    private List<Integer> readers() {
        return cluster.replicas().stream().map(ServerInstance::serverId).toList();
    }
}
