package io.github.proxysqljdbc.springboot.shop;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.transaction.PlatformTransactionManager;

/** An ordinary application: JPA, Spring Data, MyBatis, Flyway, Liquibase and Spring Batch over one data source. */
@SpringBootApplication
@EnableBatchProcessing
@EnableJdbcJobRepository
@EnableResilientMethods
public class ShopApplication {
    @Bean
    Job stockTaking(JobRepository jobs, PlatformTransactionManager transactions, JdbcTemplate template) {
        return new JobBuilder("stockTaking", jobs)
                .start(new StepBuilder("count", jobs)
                        .tasklet(
                                (contribution, context) -> {
                                    template.update("INSERT INTO customer (name) VALUES ('stock-taker')");
                                    return RepeatStatus.FINISHED;
                                },
                                transactions)
                        .build())
                .build();
    }
}
