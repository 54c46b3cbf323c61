package io.github.pantree.ledger.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A database file of the current schema in a folder; open until it is closed. */
final class H2Home implements AutoCloseable {

    private final Connection open;
    private final JdbcDataSource database;

    H2Home(Path folder) throws SQLException {
        database = dataSource(folder);
        open = database.getConnection();
        H2Schema.update(database, () -> {
            throw new IllegalStateException("not a new database");
        });
    }

    static JdbcDataSource dataSource(Path folder) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.resolve("ledger"));
        return database;
    }

    JdbcDataSource dataSource() {
        return database;
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(database);
    }

    DataSourceTransactionManager transactions() {
        return new DataSourceTransactionManager(database);
    }

    /** Adds a manifest with the target {@code dirId}, and returns its ID. */
    long addManifest(String dirId) {
        jdbc().update("insert into manifest (content_hash, base_url, parent_dir_id) values ('hash', 'url', ?)", dirId);
        Long id = jdbc().queryForObject("select max(id) from manifest", Long.class);
        return id == null ? 0 : id;
    }

    @Override
    public void close() throws SQLException {
        open.close();
    }
}
