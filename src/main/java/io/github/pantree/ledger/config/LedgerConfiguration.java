package io.github.pantree.ledger.config;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.jdbc.BatchRepositoryMigration;
import io.github.pantree.ledger.jdbc.Dialect;
import io.github.pantree.ledger.jdbc.FencingToken;
import io.github.pantree.ledger.jdbc.H2MigrationStrategy;
import io.github.pantree.ledger.jdbc.JdbcLedger;
import io.github.pantree.ledger.jdbc.JdbcVerificationStore;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.ledger.postgres.PostgresMigrationStrategy;
import io.github.pantree.ledger.postgres.SharedTextStore;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The ledger, on the application's data source; a {@link PostgresDatabase} in the context says that it is on a server, and {@link SharedTextStore} heed its locks. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

    @Bean
    JavaMigration batchRepositoryMigration() {
        return new BatchRepositoryMigration();
    }

    @Bean
    FlywayMigrationStrategy migration(ObjectProvider<PostgresDatabase> server) {
        PostgresDatabase shared = server.getIfAvailable();
        return shared == null ? new H2MigrationStrategy() : new PostgresMigrationStrategy(shared);
    }

    @Bean
    FencingToken fence(ObjectProvider<SharedTextStore> texts) {
        SharedTextStore shared = texts.getIfAvailable();
        return shared == null ? new FencingToken() : shared.fence();
    }

    @Bean
    AdvisoryLocks serverLocks(ObjectProvider<PostgresDatabase> server, FencingToken fence) {
        return new AdvisoryLocks(server.getIfAvailable(), fence);
    }

    @Bean
    Ledger ledger(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            ObjectProvider<PostgresDatabase> server,
            FencingToken fence) {
        Dialect database = server.getIfAvailable() == null ? Dialect.H2 : Dialect.POSTGRESQL;
        return new JdbcLedger(jdbc, transactions, database, fence);
    }

    @Bean
    VerificationStore checks(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new JdbcVerificationStore(jdbc, transactions);
    }
}
