package io.github.pantree.ledger;

import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The ledger, on the application's data source. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

    @Bean
    JavaMigration batchRepositoryMigration() {
        return new BatchRepositoryMigration();
    }

    @Bean
    FlywayMigrationStrategy homeMigration() {
        return new HomeMigration();
    }

    @Bean
    Ledger ledger(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new JdbcLedger(jdbc, transactions);
    }

    @Bean
    Checks checks(JdbcTemplate jdbc) {
        return new JdbcChecks(jdbc);
    }
}
