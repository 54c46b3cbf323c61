package io.github.pantree.ledger.jdbc;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Durable writes of a process that may have lost its lock.
 *
 * @param own begins a transaction of its own, independent of the caller's
 */
record FencedTransaction(JdbcTemplate jdbc, FencingToken token, TransactionTemplate own) {

    /**
     * Commits independently of the caller's transaction.
     *
     * @throws CannotAcquireLockException if another process holds the lock; nothing was written then
     */
    void run(Runnable statements) {
        own.executeWithoutResult(status -> {
            token.check(jdbc);
            statements.run();
        });
    }
}
