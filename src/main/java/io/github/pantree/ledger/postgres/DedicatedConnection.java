package io.github.pantree.ledger.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * A connection outside the ledger's pool, for locks and small statements. Its failures are
 * {@link DataAccessException}s.
 */
final class DedicatedConnection implements AutoCloseable {

    private static final SQLExceptionTranslator TRANSLATOR = new SQLErrorCodeSQLExceptionTranslator("PostgreSQL");

    @FunctionalInterface
    private interface DriverCall {
        void run() throws SQLException;
    }

    private final Connection connection;
    private final JdbcTemplate jdbc;

    DedicatedConnection(String url, Properties properties) {
        try {
            connection = DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            throw translate(e);
        }
        jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        jdbc.setExceptionTranslator(TRANSLATOR);
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    /** The number of the server's process that serves this connection. */
    long backend() {
        return Objects.requireNonNull(jdbc.queryForObject("select pg_backend_pid()", Long.class));
    }

    /** Acquires an advisory lock unless another connection holds it. */
    boolean tryLock(long key) {
        return Boolean.TRUE.equals(jdbc.queryForObject("select pg_try_advisory_lock(?)", Boolean.class, key));
    }

    /** Called before {@link #close}, which the server may notice late. */
    void unlock(long key) {
        jdbc.queryForObject("select pg_advisory_unlock(?)", Boolean.class, key);
    }

    /** Starts to collect statements in a transaction that {@link #commit} ends. */
    void disableAutoCommit() {
        call(() -> connection.setAutoCommit(false));
    }

    void commit() {
        call(connection::commit);
    }

    boolean isValid(int timeoutSeconds) {
        try {
            return connection.isValid(timeoutSeconds);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    @Override
    public void close() {
        call(connection::close);
    }

    private static void call(DriverCall driver) {
        try {
            driver.run();
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private static DataAccessException translate(SQLException e) {
        DataAccessException translated = TRANSLATOR.translate("connection", null, e);
        return translated == null ? new UncategorizedSQLException("connection", null, e) : translated;
    }
}
