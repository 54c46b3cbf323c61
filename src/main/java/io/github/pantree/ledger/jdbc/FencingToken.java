package io.github.pantree.ledger.jdbc;

import io.github.pantree.support.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rejects writes of a process that lost its lock: each acquisition of the lock raises the token in the database, and a
 * process with an outdated token neither writes nor gets a slot for a call.
 */
public final class FencingToken {

    /** A lock and the token of its holder. */
    record Held(long key, long value) {}

    private volatile @Nullable Held held;

    /** From now on, everything is written under this lock. */
    public void set(long key, long value) {
        held = new Held(key, value);
    }

    /** What this process holds; null without a lock. */
    @Nullable
    Held held() {
        return held;
    }

    /**
     * To be called in the transaction that writes, before it does. The next holder waits for its end, which the server
     * enforces if this process is suspended. Only such transactions are short: a step's own lasts as long as the step.
     *
     * @throws CannotAcquireLockException if another process holds the lock
     */
    void check(JdbcTemplate jdbc) {
        requireRow(
                jdbc,
                "select set_config('idle_in_transaction_session_timeout', '10s', true) from run_lock"
                        + " where lock_key = ? and fence = ? for share");
    }

    /**
     * Like {@link #check}, but the next holder does not wait. Passes without a lock.
     *
     * @throws CannotAcquireLockException if another process holds the lock
     */
    public void verify(JdbcTemplate jdbc) {
        requireRow(jdbc, "select 1 from run_lock where lock_key = ? and fence = ?");
    }

    private void requireRow(JdbcTemplate jdbc, String sql) {
        Held own = held;
        if (own != null && jdbc.queryForList(sql, own.key(), own.value()).isEmpty()) {
            throw new CannotAcquireLockException(Messages.format("server.taken"));
        }
    }
}
