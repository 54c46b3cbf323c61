package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.support.Messages;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The states of folders. The account's tree and the high-water mark change in the same transactions. */
final class JdbcFolderStore implements FolderStore {

    private static final int MESSAGE = 4_000;
    private static final int TRACE_ID = 400;

    private final JdbcTemplate jdbc;
    private final FencedTransaction fenced;
    private final JdbcAccountTree tree;
    private final LossDetector lossDetector;
    private final FolderResets resets;
    private final FolderRows folders;
    private final StateCounts counts;
    private final UnlistedParents unlistedParents;

    JdbcFolderStore(JdbcTemplate jdbc, FencedTransaction fenced, JdbcAccountTree tree, LossDetector lossDetector) {
        this.jdbc = jdbc;
        this.fenced = fenced;
        this.tree = tree;
        this.lossDetector = lossDetector;
        this.resets = new FolderResets(jdbc);
        this.folders = new FolderRows(jdbc);
        this.counts = new StateCounts(jdbc);
        this.unlistedParents = new UnlistedParents(jdbc, folders);
    }

    @Override
    public Optional<LedgerFolder> find(long manifest, long number) {
        return folders.find(manifest, number);
    }

    @Override
    public FolderCounts counts(long manifest) {
        return counts.of(manifest);
    }

    @Override
    public List<LedgerFolder> unlisted(long manifest, long after, int limit) {
        return unlistedParents.find(manifest, after, limit);
    }

    @Override
    public List<LedgerFolder> unfinishedChildren(long manifest, long parent, long after, int limit) {
        return folders.children(manifest, parent)
                .map(children -> unfinished(manifest, Math.max(after, children.first() - 1), children.last(), limit))
                .orElseGet(List::of);
    }

    @Override
    public List<LedgerFolder> unfinished(long manifest, long after, int limit) {
        return unfinished(manifest, Math.max(after, LedgerFolder.TARGET), Long.MAX_VALUE, limit);
    }

    private List<LedgerFolder> unfinished(long manifest, long after, long last, int limit) {
        return folders.inStates(manifest, FolderState.UNFINISHED, after, last, limit);
    }

    @Override
    public long countToRecheck(long manifest) {
        Long count = jdbc.queryForObject(
                "select count(*) from folder where manifest_id = ? and number > 0 and dir_id is not null"
                        + " and state in ('PENDING', 'SENT')",
                Long.class,
                manifest);
        return count == null ? 0 : count;
    }

    @Override
    public Set<DirId> explicitParents(long manifest) {
        return jdbc
                .queryForList(
                        "select dir_id from folder where manifest_id = ? and number < ?",
                        String.class,
                        manifest,
                        LedgerFolder.TARGET)
                .stream()
                .map(DirId::new)
                .collect(Collectors.toSet());
    }

    @Override
    public void resetForRerun(long manifest, Set<Long> alone) {
        fenced.run(() -> {
            resets.forRerun(manifest, alone);
            tree.resetSentAgain(manifest, alone);
            unlistedParents.reset(manifest);
        });
    }

    @Override
    public void resetForRecheck(long manifest) {
        fenced.run(() -> resets.forRecheck(manifest));
    }

    @Override
    public void markAllExisting(long manifest) {
        fenced.run(() ->
                jdbc.update("update folder set state = 'EXISTED' where manifest_id = ? and number > 0", manifest));
    }

    @Override
    public void markSent(long manifest, Collection<Long> numbers, Map<Long, Set<DirId>> again) {
        fenced.run(() -> {
            updateRanges(
                    "update folder set state = 'SENT', dir_id = null where manifest_id = ? and number between ? and ?",
                    manifest,
                    numbers);
            tree.markSentAgain(manifest, again);
            lossDetector.raise();
        });
        lossDetector.persist();
    }

    @Override
    public void markListed(long manifest, Collection<Long> numbers) {
        fenced.run(() -> updateRanges(
                "update folder set looked = true where manifest_id = ? and number between ? and ?", manifest, numbers));
    }

    /** @param sql has the parameters manifest, first number and last number */
    private void updateRanges(String sql, long manifest, Collection<Long> numbers) {
        List<Object[]> ranges = Ranges.of(numbers).stream()
                .map(range -> new Object[] {manifest, range.first(), range.last()})
                .toList();
        jdbc.batchUpdate(sql, ranges);
    }

    @Override
    public void saveOutcomes(long manifest, Collection<FolderUpdate> updates) {
        List<Object[]> rows =
                updates.stream().map(update -> parameters(manifest, update)).toList();
        fenced.run(() -> {
            jdbc.batchUpdate(
                    "update folder set state = ?, in_doubt = ?, dir_id = ?, message = ?, trace_id = ?"
                            + " where manifest_id = ? and number = ?",
                    rows);
            tree.saveOutcomes(manifest, updates);
        });
    }

    @SuppressWarnings("NullAway") // JDBC uses null for a column without a value
    private static Object[] parameters(long manifest, FolderUpdate update) {
        DirId dirId = update.dirId();
        return new Object[] {
            update.state().name(),
            update.inDoubt(),
            dirId == null ? null : dirId.value(),
            Truncation.truncate(MESSAGE, update.message()),
            Truncation.truncate(TRACE_ID, update.traceId()),
            manifest,
            update.number()
        };
    }

    @Override
    public void blockBelowFailed(long manifest) {
        String nextLevel = "update folder f set state = 'BLOCKED', in_doubt = (in_doubt or state = 'SENT'), message ="
                + " (select case when p.state = 'FAILED' then left(? || p.path || ? || coalesce(p.message, ''), "
                + MESSAGE + ")"
                + " else p.message end from folder p"
                + " where p.manifest_id = f.manifest_id and p.number = f.parent_number)"
                + " where f.manifest_id = ? and f.state in ('PENDING', 'SENT')"
                + " and exists (select 1 from folder p where p.manifest_id = f.manifest_id"
                + " and p.number = f.parent_number and p.state in ('FAILED', 'BLOCKED'))";
        String[] aroundPath = Messages.format("row.blocked", "\n", "").split("\n", 2);
        fenced.run(() -> {
            int blocked;
            do {
                blocked = jdbc.update(nextLevel, aroundPath[0], aroundPath[1], manifest);
            } while (blocked > 0);
        });
    }
}
