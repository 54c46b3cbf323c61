package io.github.pantree.ledger.config;

import io.github.pantree.ledger.HighWaterMark;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.RecordedTree;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.jdbc.BatchRepositoryMigration;
import io.github.pantree.ledger.jdbc.Dialect;
import io.github.pantree.ledger.jdbc.FencingToken;
import io.github.pantree.ledger.jdbc.H2Schema;
import io.github.pantree.ledger.jdbc.JdbcLedger;
import io.github.pantree.ledger.jdbc.JdbcRecordedTree;
import io.github.pantree.ledger.jdbc.JdbcVerificationStore;
import io.github.pantree.ledger.jdbc.LossDetector;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.ledger.postgres.PostgresMigration;
import io.github.pantree.ledger.postgres.SharedTextStore;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Configures the ledger for the application's data source. If the context contains a {@link PostgresDatabase}, the
 * database is shared, and the {@link SharedTextStore} checks the fencing token of the ledger.
 */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

    /**
     * Creates the tables of a database, or migrates them to the current version.
     *
     * @param server the database, if it is on a server
     */
    public static void migrate(DataSource database, @Nullable PostgresDatabase server) {
        if (server == null) {
            H2Schema.update(database, () -> flyway(database).load());
        } else {
            new PostgresMigration(server)
                    .migrate(flyway(database).schemas(server.schema()).load());
        }
    }

    private static FluentConfiguration flyway(DataSource database) {
        return Flyway.configure()
                .loggers("slf4j")
                .dataSource(database)
                .javaMigrations(new BatchRepositoryMigration())
                // None: a newer version's database must not pass for ours.
                .ignoreMigrationPatterns(new String[0]);
    }

    @Bean
    FencingToken fencingToken(Optional<SharedTextStore> texts) {
        return texts.map(SharedTextStore::fencingToken).orElseGet(FencingToken::new);
    }

    @Bean
    AdvisoryLocks advisoryLocks(Optional<PostgresDatabase> server, FencingToken fencingToken) {
        return new AdvisoryLocks(server.orElse(null), fencingToken);
    }

    @Bean
    Dialect dialect(Optional<PostgresDatabase> server) {
        return server.isPresent() ? Dialect.POSTGRESQL : Dialect.H2;
    }

    @Bean
    LossDetector lossDetector(
            JdbcTemplate jdbc, PlatformTransactionManager transactions, Dialect dialect, Optional<HighWaterMark> mark) {
        return new LossDetector(jdbc, transactions, dialect, mark.orElse(null));
    }

    @Bean
    Ledger ledger(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Dialect dialect,
            FencingToken fencingToken,
            LossDetector lossDetector) {
        return JdbcLedger.of(jdbc, transactions, dialect, fencingToken, lossDetector);
    }

    @Bean
    VerificationStore verificationStore(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new JdbcVerificationStore(jdbc, transactions);
    }

    /** The recorded tree in another database; empty if it cannot be read. */
    public static Optional<RecordedTree> recordedTree(String url, @Nullable String user, @Nullable String password) {
        return JdbcRecordedTree.open(url, user, password);
    }
}
