package io.github.pantree.ledger.jdbc;

import io.github.pantree.support.Messages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps a process that lost its lock from writing behind the back of the one that has it now: whoever takes the lock raises
 * the fence, and what is written below it does not become durable. Nor does it get a slot for a call.
 */
public final class FencingToken {

    private record Held(long key, long height) {}

    private volatile @Nullable Held held;

    /** From now on everything is written under this lock. */
    public void next(long key, long height) {
        held = new Held(key, height);
    }

    /**
     * To be asked in the transaction that writes, before it does; the next holder waits for its end, but not for long if
     * this process stands still. Only such transactions are short: a step's own lasts as long as the step.
     *
     * @throws CannotAcquireLockException if another process holds the lock
     */
    void check(JdbcTemplate jdbc) {
        Held mine = held;
        if (mine != null
                && jdbc.queryForList(
                                "select set_config('idle_in_transaction_session_timeout', '10s', true) from run_lock"
                                        + " where lock_key = ? and fence = ? for share",
                                mine.key(),
                                mine.height())
                        .isEmpty()) {
            throw acquired();
        }
    }

    /**
     * Whether this process may still act; no next holder waits for it. Without a lock it may.
     *
     * @throws CannotAcquireLockException if another process holds the lock
     */
    public void read(Connection connection) throws SQLException {
        Held mine = held;
        if (mine == null) {
            return;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from run_lock where lock_key = ? and fence = ?")) {
            select.setLong(1, mine.key());
            select.setLong(2, mine.height());
            try (ResultSet line = select.executeQuery()) {
                if (!line.next()) {
                    throw acquired();
                }
            }
        }
    }

    private static CannotAcquireLockException acquired() {
        return new CannotAcquireLockException(Messages.format("server.taken"));
    }
}
