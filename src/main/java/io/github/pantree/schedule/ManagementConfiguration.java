package io.github.pantree.schedule;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The web context of {@code serve}; runs have contexts of their own, with the database. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, BatchJdbcAutoConfiguration.class})
class ManagementConfiguration {

    /** Down when the schedule is not checked any more. */
    @Bean
    HealthIndicator schedule(JobScheduler scheduler) {
        return () -> {
            Health.Builder health = scheduler.isAlive() ? Health.up() : Health.down();
            return health.withDetails(scheduler.details()).build();
        };
    }
}
