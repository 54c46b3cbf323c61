package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.tree.StagedRows;
import io.github.pantree.ledger.tree.TreeBuilder;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Inserts the folders of a tree into the ledger, in transactions of some thousand folders: in a single transaction, the
 * database would store a million folders twice. Until the last transaction the manifest is not resolved, and another
 * process starts from the beginning.
 */
final class FolderTreeInserter {

    private static final int BATCH = 2_000;

    /** Inserts the target and existing folders that rows refer to as parents. */
    private static final String INSERT_EXISTING =
            "insert into folder (manifest_id, number, parent_number, depth, name, path, state, dir_id, first_child,"
                    + " last_child) values (?, ?, -1, 0, '', '', ?, ?, ?, ?)";

    private static final String INSERT =
            "insert into folder (manifest_id, number, parent_number, depth, name, path, line, cells, state,"
                    + " first_child, last_child) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private record Row(
            long number,
            long parent,
            int depth,
            String path,
            StagedRows.Texts texts,
            @Nullable Long line,
            @Nullable Long firstChild,
            @Nullable Long lastChild) {}

    private final JdbcTemplate jdbc;
    private final Dialect dialect;
    private final TransactionTemplate transaction;
    private final long manifest;
    private final List<Row> batch = new ArrayList<>(BATCH);
    /** The paths of the level above and of the current level. */
    private Map<Long, String> above = new HashMap<>();

    private Map<Long, String> here = new HashMap<>();
    private int depth = 1;
    private long last;

    FolderTreeInserter(JdbcTemplate jdbc, Dialect dialect, TransactionTemplate transaction, long manifest) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.transaction = transaction;
        this.manifest = manifest;
    }

    void insert(TreeBuilder tree) {
        transaction.executeWithoutResult(status -> insertExisting(tree));
        tree.forEachPlaced(
                (number, place, parent, level, firstChild) -> add(tree, number, place, parent, level, firstChild));
        flush();
        // In the caller's transaction, which may have changed the same row.
        jdbc.update("update manifest set resolved = true, folders = ? where id = ?", last, manifest);
        dialect.afterBulkInsert(jdbc);
    }

    private void insertExisting(TreeBuilder tree) {
        jdbc.update("delete from tree_parent where manifest_id = ?", manifest);
        jdbc.update("delete from folder where manifest_id = ?", manifest);
        List<String> dirIds = new ArrayList<>();
        dirIds.add(jdbc.queryForObject("select parent_dir_id from manifest where id = ?", String.class, manifest));
        dirIds.addAll(tree.explicitParents());
        long firstChild = 1;
        for (int i = 0; i < dirIds.size(); i++) {
            // Starts at -2, since -1 means no parent.
            long place = i == 0 ? LedgerFolder.TARGET : -1L - i;
            int children = tree.rootChildCounts().get(i);
            insertExisting(place, dirIds.get(i), firstChild, children);
            firstChild += children;
        }
    }

    private void insertExisting(long place, String dirId, long firstChild, int children) {
        boolean leaf = children == 0;
        jdbc.update(
                INSERT_EXISTING,
                manifest,
                place,
                FolderState.EXISTED.name(),
                dirId,
                leaf ? null : firstChild,
                leaf ? null : firstChild + children - 1);
        if (!leaf) {
            jdbc.update(JdbcAccountTree.INSERT_PARENT, TreeRows.key(dirId), manifest, place);
        }
    }

    private void add(TreeBuilder tree, int number, long place, long parent, int level, long firstChild) {
        if (level > depth) {
            depth = level;
            above = here;
            here = new HashMap<>();
        }
        StagedRows.Texts texts = tree.texts(number);
        String path = above.getOrDefault(parent, "") + "/" + texts.name();
        int children = tree.childCount(number);
        if (children > 0) {
            here.put(place, path);
        }
        last = place;
        batch.add(new Row(
                place,
                parent,
                level,
                path,
                texts,
                tree.line(number),
                children == 0 ? null : firstChild,
                children == 0 ? null : firstChild + children - 1));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        transaction.executeWithoutResult(status -> jdbc.batchUpdate(INSERT, batch, batch.size() + 1, this::fill));
        batch.clear();
    }

    private void fill(PreparedStatement ps, Row row) throws SQLException {
        ps.setLong(1, manifest);
        ps.setLong(2, row.number());
        ps.setLong(3, row.parent());
        ps.setInt(4, row.depth());
        ps.setString(5, row.texts().name());
        ps.setString(6, row.path());
        ps.setObject(7, row.line(), Types.BIGINT);
        String cells = row.texts().cells();
        ps.setString(8, cells == null ? null : dialect.text(cells));
        ps.setString(9, FolderState.PENDING.name());
        ps.setObject(10, row.firstChild(), Types.BIGINT);
        ps.setObject(11, row.lastChild(), Types.BIGINT);
    }
}
