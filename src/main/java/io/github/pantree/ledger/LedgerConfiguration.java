package io.github.pantree.ledger;

import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The ledger, on the application's data source; a {@link ServerDatabase} in the context says that it is on a server, and {@link SharedTexts} heed its locks. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

    @Bean
    JavaMigration batchRepositoryMigration() {
        return new BatchRepositoryMigration();
    }

    @Bean
    FlywayMigrationStrategy migration(ObjectProvider<ServerDatabase> server) {
        ServerDatabase shared = server.getIfAvailable();
        return shared == null ? new HomeMigration() : new ServerMigration(shared);
    }

    @Bean
    Fence fence(ObjectProvider<SharedTexts> texts) {
        SharedTexts shared = texts.getIfAvailable();
        return shared == null ? new Fence() : shared.fence();
    }

    @Bean
    ServerLocks serverLocks(ObjectProvider<ServerDatabase> server, Fence fence) {
        return new ServerLocks(server.getIfAvailable(), fence);
    }

    @Bean
    Ledger ledger(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            ObjectProvider<ServerDatabase> server,
            Fence fence) {
        Database database = server.getIfAvailable() == null ? Database.H2 : Database.POSTGRESQL;
        return new JdbcLedger(jdbc, transactions, database, fence);
    }

    @Bean
    Checks checks(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new JdbcChecks(jdbc, transactions);
    }
}
