package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.jdbc.TreeRows.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The account's tree as a view of the folders of all manifests; see {@link TreeRows}. */
final class JdbcAccountTree implements AccountTree {

    static final String INSERT_PARENT = "insert into tree_parent (dir_key, manifest_id, number) values (?, ?, ?)";

    private static final String ADD_PARENT = "insert into tree_parent (dir_key, manifest_id, number)"
            + " select cast(? as varchar(200)), f.manifest_id, f.number from folder f"
            + " where f.manifest_id = ? and f.number = ? and f.first_child is not null"
            + " and not exists (select 1 from tree_parent t"
            + " where t.dir_key = ? and t.manifest_id = f.manifest_id and t.number = f.number)";

    private final JdbcTemplate jdbc;
    private final TreeRows rows;
    private final FencedTransaction fenced;
    private final SentAgainMarks marks;
    private final ParentClaims claims;

    JdbcAccountTree(JdbcTemplate jdbc, RowStreamer streaming, Dialect dialect, FencedTransaction fenced) {
        this.jdbc = jdbc;
        this.rows = new TreeRows(jdbc, streaming);
        this.fenced = fenced;
        this.marks = new SentAgainMarks(jdbc);
        this.claims = new ParentClaims(jdbc, dialect, fenced);
    }

    /** Called in the transaction of the intents, with the copies of the folders' names that are listed already. */
    void markSentAgain(long manifest, Map<Long, Set<DirId>> copies) {
        marks.add(manifest, copies);
    }

    /** Called in the transaction that prepares another run. */
    void resetSentAgain(long manifest, Set<Long> alone) {
        marks.resetFolders(manifest, alone);
    }

    /** Called in the transaction that saves the outcomes. */
    void saveOutcomes(long manifest, Collection<FolderUpdate> updates) {
        addParents(manifest, updates);
        forgetDeletions(manifest, updates);
        Map<Long, Set<DirId>> copies = new HashMap<>();
        for (FolderUpdate update : updates) {
            if (update.copies() != null) {
                copies.put(update.number(), update.copies());
            }
        }
        marks.add(manifest, copies);
    }

    private void addParents(long manifest, Collection<FolderUpdate> updates) {
        List<Object[]> rows = new ArrayList<>();
        for (FolderUpdate update : updates) {
            DirId dirId = update.dirId();
            if (dirId != null && update.mayHaveChildren() && update.state().exists()) {
                String key = TreeRows.key(dirId.value());
                rows.add(new Object[] {key, manifest, update.number(), key});
            }
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(ADD_PARENT, rows);
        }
    }

    /** A folder that was deleted can be restored with its dirID. */
    private void forgetDeletions(long manifest, Collection<FolderUpdate> updates) {
        if (rows.isAnyDeleted()) {
            Scope scope = scope(manifest);
            jdbc.batchUpdate(
                    "delete from deleted_folder where dir_key = ? and dir_id = ?",
                    updates.stream()
                            .filter(update -> update.state().exists())
                            .map(FolderUpdate::dirId)
                            .flatMap(Stream::ofNullable)
                            .map(dirId -> new Object[] {scope.deletedKey(dirId), dirId.value()})
                            .toList());
        }
    }

    @Override
    public void forEachKnownChild(long manifest, DirId parent, Consumer<KnownChild> each) {
        rows.forEachKnownChild(scope(manifest), manifest, parent, each);
    }

    @Override
    public boolean isKnownToOthers(long manifest, DirId folder) {
        return rows.isKnown(scope(manifest), manifest, folder);
    }

    @Override
    public Set<DirId> createdByOthers(long manifest, DirId parent, Set<DirId> children) {
        return rows.createdByOthers(scope(manifest), manifest, parent, children);
    }

    @Override
    public boolean hasFailedElsewhere(long manifest, DirId parent, String name, String text) {
        return rows.failures(scope(manifest), manifest, parent, name).stream()
                .anyMatch(message -> message.contains(text));
    }

    @Override
    public void markDeleted(long manifest, Collection<DirId> deleted) {
        Scope scope = scope(manifest);
        List<Object[]> rows = deleted.stream()
                .distinct()
                .map(dirId -> new Object[] {dirId.value(), scope.deletedKey(dirId)})
                .toList();
        fenced.run(() -> jdbc.batchUpdate("insert into deleted_folder (dir_id, dir_key) values (?, ?)", rows));
    }

    @Override
    public boolean isShared() {
        return claims.areNeeded();
    }

    @Override
    public Map<DirId, Claim> claim(long manifest, Collection<DirId> parents) {
        return claims.claim(scope(manifest).toString(), parents);
    }

    @Override
    public void release(long manifest, Collection<DirId> parents) {
        claims.release(scope(manifest).toString(), parents);
    }

    private Scope scope(long manifest) {
        return jdbc.query(
                        "select base_url, account from manifest where id = ?",
                        (rs, i) -> new Scope(rs.getString(1), rs.getString(2)),
                        manifest)
                .get(0);
    }

    @Override
    public List<SentAgain> sentAgain(long manifest, long after, int limit) {
        return marks.find(scope(manifest), manifest, after, limit);
    }

    @Override
    public void markSingle(long manifest, Collection<Long> numbers) {
        fenced.run(() -> marks.delete(manifest, numbers));
    }
}
