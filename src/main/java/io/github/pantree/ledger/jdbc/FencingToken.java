package io.github.pantree.ledger.jdbc;

import io.github.pantree.support.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fencing token: writes with an outdated token are rejected. Each acquisition of the lock raises the token in the
 * database; a process with an outdated token can neither write nor get a slot for a call.
 */
public final class FencingToken {

    /**
     * SQL condition for a row {@code l} of {@code run_lock}: whether a connection holds the server's lock with its key,
     * whose halves are in two columns.
     */
    public static final String IS_LOCKED = "exists (select 1 from pg_locks p where p.locktype = 'advisory'"
            + " and p.granted and p.database = (select oid from pg_database where datname = current_database())"
            + " and ((p.classid::bigint << 32) | p.objid::bigint) = l.lock_key and p.objsubid = 1)";

    /** A lock and the token of its holder. */
    record Held(long key, long value) {}

    private volatile @Nullable Held held;

    /** Uses this lock for all further writes. */
    public void set(long key, long value) {
        held = new Held(key, value);
    }

    /** The lock and token of this process; null without a lock. */
    @Nullable
    Held held() {
        return held;
    }

    /**
     * Called in the writing transaction, before the writes. The next holder waits for the end of that transaction; if
     * this process is suspended, the server ends it. Only short transactions are checked in this way, since a step's
     * own transaction lasts as long as the step.
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
     * Like {@link #check}, but the next holder does not wait. Without a lock, does nothing.
     *
     * @throws CannotAcquireLockException if another process holds the lock
     */
    public void verify(JdbcTemplate jdbc) {
        requireRow(jdbc, "select 1 from run_lock where lock_key = ? and fence = ?");
    }

    private void requireRow(JdbcTemplate jdbc, String sql) {
        Held own = held;
        if (own != null && jdbc.queryForList(sql, own.key(), own.value()).isEmpty()) {
            throw new CannotAcquireLockException(Messages.format("lock.takenOver"));
        }
    }
}
