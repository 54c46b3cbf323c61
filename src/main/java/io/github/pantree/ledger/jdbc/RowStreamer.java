package io.github.pantree.ledger.jdbc;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Visits the rows of a large result without keeping them in memory. PostgreSQL needs a transaction and a fetch size for
 * this.
 */
final class RowStreamer {

    private static final int FETCH_SIZE = 1_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    RowStreamer(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource(), "The ledger has a database"));
        this.jdbc.setFetchSize(FETCH_SIZE);
        this.transaction = new TransactionTemplate(transactions);
    }

    void forEachRow(String sql, RowCallbackHandler row, Object... parameters) {
        transaction.executeWithoutResult(status -> jdbc.query(sql, row, parameters));
    }
}
