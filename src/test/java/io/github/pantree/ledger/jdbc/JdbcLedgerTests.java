package io.github.pantree.ledger.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract on a database file. */
final class JdbcLedgerTests extends LedgerContract {

    @TempDir
    private Path home;

    @Override
    DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + home.resolve("ledger"));
        return database;
    }

    @Override
    Dialect kind() {
        return Dialect.H2;
    }
}
