package io.github.pantree.ledger.jdbc;

import io.github.pantree.ledger.LedgerMaintenance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes manifests with all dependent rows, and reclaims space in the way of each kind of database. */
record JdbcLedgerMaintenance(
        JdbcTemplate jdbc, Dialect dialect, TransactionTemplate ownTransaction, LossDetector lossDetector)
        implements LedgerMaintenance {

    private static final int PAGE = 5_000;

    /** Replaces the content hash of a manifest that is marked for deletion. */
    private static final String MARKED_FOR_DELETION = "disowned ";

    /** Replaces it afterwards, if folders are kept for the account's tree. */
    private static final String REDUCED = "reduced ";

    @Override
    public void recoverFromLoss() {
        lossDetector.recover();
    }

    @Override
    public void compact() {
        dialect.compact(jdbc);
    }

    @Override
    public long size() {
        return dialect.size(jdbc);
    }

    @Override
    public void markForDeletion(long manifest) {
        jdbc.update(
                "update manifest set content_hash = ?, resolved = false where id = ?",
                MARKED_FOR_DELETION + manifest,
                manifest);
    }

    @Override
    public void deleteMarked() {
        List<Long> marked = jdbc.queryForList(
                "select id from manifest where content_hash like ?", Long.class, MARKED_FOR_DELETION + "%");
        for (Long manifest : marked) {
            deleteRows("folder_copy", "number", manifest);
            deleteRows("folder_sent_again", "number", manifest);
            deleteRows("folder_check", "number", manifest);
            deleteRows("folder_extra", "id", manifest);
            deleteRows("manifest_problem", "id", manifest);
            if (isNeeded(manifest)) {
                reduceFolders(manifest);
            } else {
                deleteRows("tree_parent", "number", manifest);
                deleteRows("folder", "number", manifest);
                ownTransaction.executeWithoutResult(
                        status -> jdbc.update("delete from manifest where id = ?", manifest));
            }
        }
    }

    /** Whether it created folders, which the account's tree must not forget. */
    private boolean isNeeded(long manifest) {
        return !jdbc.queryForList(
                        "select 1 from manifest m join folder f on f.manifest_id = m.id and f.state = 'CREATED'"
                                + " where m.id = ? and m.base_url <> '' fetch first 1 rows only",
                        manifest)
                .isEmpty();
    }

    /** Keeps the names and dirIDs of what was created, and of the folders above; also what the API renamed. */
    private void reduceFolders(long manifest) {
        long after = Long.MIN_VALUE;
        Long last = lastOfPage("folder", "number", manifest, after);
        while (last != null) {
            Object[] page = {manifest, after, last};
            ownTransaction.executeWithoutResult(status -> {
                jdbc.update(
                        "delete from folder where manifest_id = ? and number > ? and number <= ? and state <> 'CREATED'"
                                + " and (first_child is null or dir_id is null)",
                        page);
                jdbc.update(
                        "update folder set path = '', line = null, cells = null, trace_id = null,"
                                + " message = case when state in ('CREATED', 'EXISTED') then message end"
                                + " where manifest_id = ? and number > ? and number <= ?",
                        page);
            });
            after = last;
            last = lastOfPage("folder", "number", manifest, after);
        }
        ownTransaction.executeWithoutResult(status -> jdbc.update(
                "update manifest set content_hash = ?, header = null, own_columns = null where id = ?",
                REDUCED + manifest,
                manifest));
    }

    private void deleteRows(String table, String key, long manifest) {
        Long last = lastOfPage(table, key, manifest, Long.MIN_VALUE);
        while (last != null) {
            long upTo = last;
            ownTransaction.executeWithoutResult(status -> jdbc.update(
                    "delete from " + table + " where manifest_id = ? and " + key + " <= ?", manifest, upTo));
            last = lastOfPage(table, key, manifest, Long.MIN_VALUE);
        }
    }

    private @Nullable Long lastOfPage(String table, String key, long manifest, long after) {
        String sql = "select max(k) from (select " + key + " as k from " + table + " where manifest_id = ? and " + key
                + " > ? order by manifest_id, " + key + " fetch first ? rows only) some_rows";
        return jdbc.queryForObject(sql, Long.class, manifest, after, PAGE);
    }
}
