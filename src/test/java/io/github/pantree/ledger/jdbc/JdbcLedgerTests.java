package io.github.pantree.ledger.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract on a database file. */
final class JdbcLedgerTests extends LedgerContract {

    @TempDir
    private Path folder;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private H2Home home;

    @Override
    DataSource database() throws SQLException {
        home = new H2Home(folder);
        return home.dataSource();
    }

    @Override
    Dialect kind() {
        return Dialect.H2;
    }
}
