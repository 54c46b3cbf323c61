package io.github.pantree.ledger.jdbc;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands out the lines of a long answer without holding all of them: PostgreSQL's driver fetches them some at a time only
 * within a transaction, and when it is told how many.
 */
final class RowStreamer {

    private static final int AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    RowStreamer(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource(), "The ledger has a database"));
        this.jdbc.setFetchSize(AT_ONCE);
        this.transaction = new TransactionTemplate(transactions);
    }

    void forEach(String sql, RowCallbackHandler line, Object... parameters) {
        transaction.executeWithoutResult(status -> jdbc.query(sql, line, parameters));
    }
}
