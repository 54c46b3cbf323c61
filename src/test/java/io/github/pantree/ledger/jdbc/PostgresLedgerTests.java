package io.github.pantree.ledger.jdbc;

import io.github.pantree.postgres.TestPostgres;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Runs the contract on a real PostgreSQL. */
final class PostgresLedgerTests extends LedgerContract {

    @Override
    DataSource database() throws Exception {
        DataSource database = new DriverManagerDataSource(TestPostgres.create().url() + "&reWriteBatchedInserts=true");
        Flyway.configure()
                .dataSource(database)
                .javaMigrations(new BatchRepositoryMigration())
                .load()
                .migrate();
        return database;
    }

    @Override
    Dialect kind() {
        return Dialect.POSTGRESQL;
    }
}
