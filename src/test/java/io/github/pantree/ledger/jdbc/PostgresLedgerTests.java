package io.github.pantree.ledger.jdbc;

import io.github.pantree.postgres.TestPostgres;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Runs the contract on a real PostgreSQL. */
final class PostgresLedgerTests extends LedgerContract {

    @Override
    DataSource database() throws Exception {
        return new DriverManagerDataSource(TestPostgres.create().url() + "&reWriteBatchedInserts=true");
    }

    @Override
    Dialect kind() {
        return Dialect.POSTGRESQL;
    }
}
