package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree.Claim;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Claims on remote folders, for several processes that share the database: which run may create folders there. A claim
 * depends on the lock of its holder: if the server has released that lock, or another process has acquired it since,
 * the claim can be taken over. This raises the fencing token of the holder, so that a holder that is still active
 * cannot send anything more.
 */
final class ParentClaims {

    private record Row(long lockKey, long fence, boolean held) {}

    private final JdbcTemplate jdbc;
    private final Dialect dialect;
    private final FencedTransaction fenced;

    ParentClaims(JdbcTemplate jdbc, Dialect dialect, FencedTransaction fenced) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.fenced = fenced;
    }

    /** A database file belongs to one process. Without a lock, there is nothing that a claim could depend on. */
    boolean areNeeded() {
        return dialect == Dialect.POSTGRESQL && fenced.token().held() != null;
    }

    Map<DirId, Claim> claim(String scope, Collection<DirId> parents) {
        FencingToken.Held own = fenced.token().held();
        Map<DirId, Claim> result = new HashMap<>();
        if (own == null || !areNeeded()) {
            parents.forEach(parent -> result.put(parent, Claim.UNTOUCHED));
            return result;
        }
        // In a fixed order, to prevent deadlock.
        Map<UUID, DirId> byKey = new TreeMap<>();
        parents.forEach(parent -> byKey.put(key(scope, parent), parent));
        fenced.run(() -> byKey.forEach((key, parent) -> result.put(parent, claim(key, own))));
        return result;
    }

    private Claim claim(UUID key, FencingToken.Held own) {
        int inserted = jdbc.update(
                "insert into parent_claim (parent_key, lock_key, fence, held) values (?, ?, ?, true)"
                        + " on conflict (parent_key) do nothing",
                key,
                own.key(),
                own.value());
        if (inserted > 0) {
            return Claim.UNTOUCHED;
        }
        Row row = row(key);
        boolean ours = row != null && row.lockKey() == own.key() && row.fence() == own.value();
        if (row != null && row.held() && row.lockKey() != own.key() && !takeOver(row)) {
            return Claim.BUSY;
        }
        jdbc.update(
                "update parent_claim set lock_key = ?, fence = ?, held = true where parent_key = ?",
                own.key(),
                own.value(),
                key);
        return ours ? Claim.UNTOUCHED : Claim.TOUCHED;
    }

    private @Nullable Row row(UUID key) {
        List<Row> rows = jdbc.query(
                "select lock_key, fence, held from parent_claim where parent_key = ? for update",
                (rs, i) -> new Row(rs.getLong(1), rs.getLong(2), rs.getBoolean(3)),
                key);
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** Whether the holder is inactive; if so, it stays inactive. */
    private boolean takeOver(Row holder) {
        List<Boolean> active = jdbc.queryForList(
                "select " + FencingToken.IS_LOCKED + " from run_lock l where l.lock_key = ? and l.fence = ?",
                Boolean.class,
                holder.lockKey(),
                holder.fence());
        if (active.contains(true)) {
            return false;
        }
        jdbc.update(
                "update run_lock set fence = fence + 1 where lock_key = ? and fence = ?",
                holder.lockKey(),
                holder.fence());
        return true;
    }

    void release(String scope, Collection<DirId> parents) {
        FencingToken.Held own = fenced.token().held();
        if (own == null || !areNeeded() || parents.isEmpty()) {
            return;
        }
        fenced.own()
                .executeWithoutResult(status -> jdbc.batchUpdate(
                        "update parent_claim set held = false where parent_key = ? and lock_key = ? and fence = ?",
                        parents.stream()
                                .map(parent -> new Object[] {key(scope, parent), own.key(), own.value()})
                                .sorted((a, b) -> ((UUID) a[0]).compareTo((UUID) b[0]))
                                .toList()));
    }

    private static UUID key(String scope, DirId parent) {
        return UUID.nameUUIDFromBytes((scope + "\n" + parent.value()).getBytes(StandardCharsets.UTF_8));
    }
}
