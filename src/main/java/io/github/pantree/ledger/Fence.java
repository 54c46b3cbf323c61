package io.github.pantree.ledger;

import io.github.pantree.folder.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps a process that lost its lock from writing behind the back of the one that has it now: whoever takes the lock raises
 * the fence, and what is written below it does not become durable.
 */
final class Fence {

    private record Held(long key, long height) {}

    private volatile @Nullable Held held;

    /** From now on everything is written under this lock. */
    void raised(long key, long height) {
        held = new Held(key, height);
    }

    /**
     * To be asked in the transaction that writes, before it does; the next holder waits for its end.
     *
     * @throws CannotAcquireLockException if another process holds the lock
     */
    void check(JdbcTemplate jdbc) {
        Held mine = held;
        if (mine != null
                && jdbc.queryForList(
                                "select 1 from run_lock where lock_key = ? and fence = ? for share",
                                mine.key(),
                                mine.height())
                        .isEmpty()) {
            throw new CannotAcquireLockException(Words.say("server.taken"));
        }
    }
}
