package io.github.pantree.ledger.jdbc;

import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.CsvFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The manifests: identity, format, and deletion together with all dependent rows. */
record ManifestTable(JdbcTemplate jdbc, Dialect dialect, TransactionTemplate ownTransaction) {

    private static final int PAGE = 5_000;

    /** Replaces the content hash of a manifest that is marked for deletion. */
    private static final String MARKED_FOR_DELETION = "disowned ";

    /** Replaces it afterwards, if folders are kept for the account's tree. */
    private static final String REDUCED = "reduced ";

    long register(ProvisioningTarget target, String account) {
        long manifest = find(jdbc, target, account).orElseGet(() -> {
            jdbc.update(
                    "insert into manifest (content_hash, base_url, parent_dir_id, account) values (?, ?, ?, ?)",
                    target.contentHash(),
                    target.baseUrl(),
                    target.parent().value(),
                    account);
            return find(jdbc, target, account).orElseThrow();
        });
        jdbc.update("update manifest set account = ? where id = ? and account is null", account, manifest);
        return manifest;
    }

    /** The account's manifest or, without one, a manifest whose account is unknown. */
    static Optional<Long> find(JdbcTemplate jdbc, ProvisioningTarget target, String account) {
        return jdbc
                .queryForList(
                        "select id from manifest where content_hash = ? and base_url = ? and parent_dir_id = ?"
                                + " and (account = ? or account is null)"
                                + " order by account nulls last fetch first 1 rows only",
                        Long.class,
                        target.contentHash(),
                        target.baseUrl(),
                        target.parent().value(),
                        account)
                .stream()
                .findFirst();
    }

    boolean isResolved(long manifest) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select resolved from manifest where id = ?", Boolean.class, manifest));
    }

    void saveFormat(long manifest, ManifestFormat format) {
        jdbc.update(
                "update manifest set header = ?, own_columns = ?, keyed = ?, parent_column = ?, encoding = ?,"
                        + " byte_order_mark = ?, delimiter = ? where id = ?",
                dialect.text(CellCodec.encode(format.header())),
                CellCodec.encode(format.own().stream().map(String::valueOf).toList()),
                format.keyed(),
                format.parentColumn(),
                format.csv().encoding(),
                format.csv().byteOrderMark(),
                format.csv().delimiter(),
                manifest);
    }

    ManifestFormat format(long manifest) {
        return jdbc.query(
                        "select header, own_columns, keyed, parent_column, encoding, byte_order_mark, delimiter"
                                + " from manifest where id = ?",
                        (rs, i) -> new ManifestFormat(
                                CellCodec.decode(rs.getString(1)),
                                CellCodec.decode(rs.getString(2)).stream()
                                        .map(Integer::valueOf)
                                        .toList(),
                                rs.getBoolean(3),
                                rs.getInt(4),
                                new CsvFormat(rs.getString(5), rs.getBoolean(6), rs.getString(7))),
                        manifest)
                .get(0);
    }

    /** The cell with the key of a row's parent; 0 before the format is known. */
    int parentColumn(long manifest) {
        Integer column =
                jdbc.queryForObject("select parent_column from manifest where id = ?", Integer.class, manifest);
        return column == null ? 0 : column;
    }

    void markForDeletion(long manifest) {
        jdbc.update(
                "update manifest set content_hash = ?, resolved = false where id = ?",
                MARKED_FOR_DELETION + manifest,
                manifest);
    }

    void deleteMarked() {
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
