package io.github.pantree.ledger;

import io.github.pantree.folder.FolderState;
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
 * Enters the folders of a tree into the ledger, some thousands in a commit: one commit for a million would make the
 * database keep all of them twice. Until the last one the manifest is not resolved, and whoever comes next begins anew.
 */
final class JdbcPlacing {

    private static final int BATCH = 2_000;

    /** Folders that nobody makes, above all others: no row names them. */
    private static final String INSERT_EXISTING =
            "insert into folder (manifest_id, number, parent_number, depth, name, path, state, dir_id)"
                    + " values (?, ?, -1, 0, '', '', ?, ?)";

    private static final String INSERT =
            "insert into folder (manifest_id, number, parent_number, depth, name, path, line, cells, state)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private record Line(
            long number,
            long parent,
            int depth,
            String path,
            Staging.Texts texts,
            @Nullable Long line) {}

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final long manifest;
    private final List<Line> batch = new ArrayList<>(BATCH);
    /** The paths of the level above, and of the one that is being placed. */
    private Map<Long, String> above = new HashMap<>();

    private Map<Long, String> here = new HashMap<>();
    private int depth = 1;

    JdbcPlacing(JdbcTemplate jdbc, TransactionTemplate transaction, long manifest) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.manifest = manifest;
    }

    void place(Resolving tree) {
        transaction.executeWithoutResult(status -> placeExisting(tree.given()));
        tree.eachPlaced((number, place, parent, level) -> add(tree, number, place, parent, level));
        flush();
        // In the caller's transaction, which may have changed the same line.
        jdbc.update("update manifest set resolved = true where id = ?", manifest);
    }

    private void placeExisting(List<String> given) {
        jdbc.update("delete from folder where manifest_id = ?", manifest);
        String target = jdbc.queryForObject("select parent_dir_id from manifest where id = ?", String.class, manifest);
        jdbc.update(INSERT_EXISTING, manifest, Folder.TARGET, FolderState.EXISTED.name(), target);
        for (int i = 0; i < given.size(); i++) {
            // Not -1, which stands for no parent.
            jdbc.update(INSERT_EXISTING, manifest, -2L - i, FolderState.EXISTED.name(), given.get(i));
        }
    }

    private void add(Resolving tree, int number, long place, long parent, int level) {
        if (level > depth) {
            depth = level;
            above = here;
            here = new HashMap<>();
        }
        Staging.Texts texts = tree.texts(number);
        String path = above.getOrDefault(parent, "") + "/" + texts.name();
        if (tree.hasChildren(number)) {
            here.put(place, path);
        }
        batch.add(new Line(place, parent, level, path, texts, tree.line(number)));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        transaction.executeWithoutResult(
                status -> jdbc.batchUpdate(INSERT, batch, batch.size() + 1, (ps, line) -> fill(ps, line)));
        batch.clear();
    }

    private void fill(PreparedStatement ps, Line line) throws SQLException {
        ps.setLong(1, manifest);
        ps.setLong(2, line.number());
        ps.setLong(3, line.parent());
        ps.setInt(4, line.depth());
        ps.setString(5, line.texts().name());
        ps.setString(6, line.path());
        Long named = line.line();
        if (named == null) {
            ps.setNull(7, Types.BIGINT);
        } else {
            ps.setLong(7, named);
        }
        ps.setString(8, line.texts().cells());
        ps.setString(9, FolderState.PENDING.name());
    }
}
