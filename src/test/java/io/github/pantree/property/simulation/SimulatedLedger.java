package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.property.simulation.SimulatedDatabase.Session;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.dao.CannotAcquireLockException;

/** The simulated database as one process uses it. Each write is a transaction; the process can die before and after. */
class SimulatedLedger extends UnusedLedger {

    private final SimulatedDatabase database;
    private final Session session;
    private final Runnable crashPoint;

    /** @param crashPoint takes place before and after each commit, and may throw */
    SimulatedLedger(SimulatedDatabase database, Session session, Runnable crashPoint) {
        this.database = database;
        this.session = session;
        this.crashPoint = crashPoint;
    }

    /** Commits, unless another process has taken over. */
    private void commit(Runnable statements) {
        crashPoint.run();
        if (database.isShared() && !database.isCurrent(session)) {
            throw new CannotAcquireLockException("another process has the lock");
        }
        statements.run();
        crashPoint.run();
    }

    private Stream<LedgerFolder> unfinishedRows(long manifest) {
        return database.manifest(manifest).rows().stream().filter(SimulatedLedger::isUnfinished);
    }

    private static boolean isUnfinished(LedgerFolder row) {
        return row.state() == FolderState.PENDING || row.state() == FolderState.SENT;
    }

    @Override
    public Optional<LedgerFolder> find(long manifest, long number) {
        return Optional.of(database.manifest(manifest).row(number));
    }

    @Override
    public FolderCounts counts(long manifest) {
        FolderCounts counts = FolderCounts.NONE;
        for (LedgerFolder row : database.manifest(manifest).rows()) {
            counts = row.number() == LedgerFolder.TARGET ? counts : counts.plus(row.state(), 1);
        }
        return counts;
    }

    @Override
    public void resetForRerun(long manifest, Set<Long> alone) {
        SimulatedManifest rows = database.manifest(manifest);
        commit(() -> rows.replace(row -> {
            boolean sentAgain = rows.sentAgain.containsKey(row.number());
            return reset(row, sentAgain && !alone.contains(row.number()));
        }));
    }

    private static LedgerFolder reset(LedgerFolder row, boolean sentAgain) {
        boolean blocked = row.state() == FolderState.BLOCKED;
        boolean failed = row.state() == FolderState.FAILED || blocked;
        boolean doubt = row.inDoubt() || (row.state() == FolderState.CREATED && sentAgain);
        FolderState state = row.state();
        if (failed) {
            state = doubt ? FolderState.SENT : FolderState.PENDING;
        } else if (state == FolderState.CREATED && sentAgain) {
            state = FolderState.SENT;
        }
        return SimulatedManifest.with(row, state, doubt, false, row.dirId(), blocked ? null : row.message());
    }

    @Override
    public List<LedgerFolder> unlisted(long manifest, long after, int limit) {
        SimulatedManifest rows = database.manifest(manifest);
        return rows.rows().stream()
                .filter(row -> row.state().exists() && row.number() > after && !row.listed())
                .filter(row -> rows.children(row).stream().anyMatch(SimulatedLedger::isUnfinished))
                .limit(limit)
                .toList();
    }

    @Override
    public List<LedgerFolder> unfinishedChildren(long manifest, long parent, long after, int limit) {
        return unfinishedRows(manifest)
                .filter(row -> row.parentNumber() == parent && row.number() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public void markListed(long manifest, Collection<Long> numbers) {
        commit(() -> numbers.forEach(number -> database.manifest(manifest).markListed(number, true)));
    }

    @Override
    public List<LedgerFolder> unfinished(long manifest, long after, int limit) {
        return unfinishedRows(manifest)
                .filter(row -> row.number() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public Set<DirId> explicitParents(long manifest) {
        return Set.of();
    }

    @Override
    public void markSent(long manifest, Collection<Long> numbers, Map<Long, Set<DirId>> again) {
        commit(() -> {
            SimulatedManifest rows = database.manifest(manifest);
            numbers.forEach(rows::markSent);
            again.forEach(rows.sentAgain::putIfAbsent);
            database.raiseMark();
        });
        database.writeMark();
    }

    @Override
    public void saveOutcomes(long manifest, Collection<FolderUpdate> updates) {
        commit(() -> updates.forEach(database.manifest(manifest)::update));
    }

    @Override
    public void blockBelowFailed(long manifest) {
        SimulatedManifest rows = database.manifest(manifest);
        commit(() -> rows.replace(row -> {
            boolean below = isUnfinished(row)
                    && row.number() > LedgerFolder.TARGET
                    && Set.of(FolderState.FAILED, FolderState.BLOCKED)
                            .contains(rows.row(row.parentNumber()).state());
            boolean inDoubt = row.inDoubt() || row.state() == FolderState.SENT;
            return below
                    ? SimulatedManifest.with(row, FolderState.BLOCKED, inDoubt, row.listed(), row.dirId(), "blocked")
                    : row;
        }));
    }

    @Override
    public void forEachKnownChild(long manifest, DirId parent, Consumer<KnownChild> each) {
        for (int i = 0; i < database.manifests().size(); i++) {
            SimulatedManifest rows = database.manifest(i);
            boolean own = i == manifest;
            rows.rows().stream()
                    .filter(row -> parent.equals(row.dirId()))
                    .flatMap(row -> rows.children(row).stream())
                    .filter(SimulatedLedger::isKnown)
                    .filter(row -> row.dirId() == null || !database.deleted().contains(row.dirId()))
                    .forEach(row -> each.accept(new KnownChild(row.name(), row.dirId(), own)));
        }
    }

    private static boolean isKnown(LedgerFolder row) {
        return row.state().exists() || row.state() == FolderState.SENT || row.inDoubt() || row.dirId() != null;
    }

    @Override
    public boolean isKnownToOthers(long manifest, DirId folder) {
        SimulatedManifest own = database.manifest(manifest);
        return database.manifests().stream()
                .filter(other -> other != own)
                .flatMap(other -> other.rows().stream())
                .anyMatch(row -> row.hasChildren() && folder.equals(row.dirId()));
    }

    @Override
    public Set<DirId> createdByOthers(long manifest, DirId parent, Set<DirId> children) {
        Set<DirId> created = new HashSet<>();
        for (int i = 0; i < database.manifests().size(); i++) {
            SimulatedManifest rows = database.manifest(i);
            if (i != manifest) {
                rows.rows().stream()
                        .filter(row -> parent.equals(row.dirId()))
                        .flatMap(row -> rows.children(row).stream())
                        .filter(row -> row.state() == FolderState.CREATED && !row.inDoubt())
                        .forEach(row -> created.add(row.dirId()));
            }
        }
        created.retainAll(children);
        return created;
    }

    @Override
    public boolean hasFailedElsewhere(long manifest, DirId parent, String name, String text) {
        SimulatedManifest own = database.manifest(manifest);
        return database.manifests().stream()
                .filter(rows -> rows != own)
                .anyMatch(rows -> rows.rows().stream()
                        .filter(row -> parent.equals(row.dirId()))
                        .flatMap(row -> rows.children(row).stream())
                        .filter(row ->
                                row.state() == FolderState.FAILED && row.name().equals(name))
                        .anyMatch(row -> String.valueOf(row.message()).contains(text)));
    }

    @Override
    public void markDeleted(long manifest, Collection<DirId> folders) {
        commit(() -> database.deleted().addAll(folders));
    }

    @Override
    public boolean isShared() {
        return database.isShared();
    }

    @Override
    public Map<DirId, Claim> claim(long manifest, Collection<DirId> parents) {
        Map<DirId, Claim> claimed = new LinkedHashMap<>();
        commit(() -> parents.forEach(parent -> claimed.put(parent, database.claim(session, parent))));
        return claimed;
    }

    /** As in the database, this needs no valid fencing token. */
    @Override
    public void release(long manifest, Collection<DirId> parents) {
        crashPoint.run();
        parents.forEach(parent -> database.release(session, parent));
    }

    @Override
    public List<SentAgain> sentAgain(long manifest, long after, int limit) {
        SimulatedManifest rows = database.manifest(manifest);
        return rows.rows().stream()
                .filter(row -> row.number() > after)
                .flatMap(row -> {
                    DirId parent = rows.row(row.parentNumber()).dirId();
                    return parent == null ? Stream.empty() : sentAgain(row, parent);
                })
                .limit(limit)
                .toList();
    }

    private Stream<SentAgain> sentAgain(LedgerFolder row, DirId parent) {
        return database.manifests().stream()
                .flatMap(rows -> rows.marks(parent, row.name()))
                .reduce((one, other) -> {
                    Set<DirId> both = new HashSet<>(one);
                    both.retainAll(other);
                    return both;
                })
                .map(copies -> new SentAgain(row, parent, copies))
                .stream();
    }

    @Override
    public void markSingle(long manifest, Collection<Long> numbers) {
        commit(() -> database.manifest(manifest).sentAgain.keySet().removeAll(numbers));
    }
}
