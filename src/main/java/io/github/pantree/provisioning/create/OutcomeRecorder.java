package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.provisioning.run.Failpoint;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Commits the engine's decisions: intents before their calls are sent, and outcomes in groups, since a commit per row
 * would make the database file grow. Counts do not change, and children are not sent, before the group is committed.
 */
final class OutcomeRecorder {

    private static final int CHANGES_PER_COMMIT = 256;
    private static final Duration LONGEST_UNCOMMITTED = Duration.ofMillis(500);

    private final long manifest;
    private final FolderStore ledger;
    private final TimeSource timing;
    private final ProgressTracker progress;
    private final BiConsumer<FolderTask, FolderUpdate> recorded;
    private final Map<FolderTask, FolderUpdate> changes = new LinkedHashMap<>();
    private long since;

    /** @param recorded receives each folder whose outcome was committed */
    OutcomeRecorder(
            long manifest,
            FolderStore ledger,
            TimeSource timing,
            ProgressTracker progress,
            BiConsumer<FolderTask, FolderUpdate> recorded) {
        this.manifest = manifest;
        this.ledger = ledger;
        this.timing = timing;
        this.progress = progress;
        this.recorded = recorded;
    }

    void commitIntents(List<FolderTask> tasks) {
        Map<Long, Set<DirId>> again = tasks.stream()
                .filter(FolderTask::mayAlreadyExist)
                .collect(Collectors.toMap(task -> task.folder.number(), FolderTask::earlierCopies));
        ledger.markSent(
                manifest, tasks.stream().map(task -> task.folder.number()).toList(), again);
        tasks.forEach(task -> task.state = FolderState.SENT);
        Failpoint.hit("after-intent");
    }

    /** For folders whose calls were certainly not sent, or not carried out. They keep the message of an earlier run. */
    void revertIntents(List<FolderTask> tasks) {
        ledger.saveOutcomes(
                manifest,
                tasks.stream()
                        .map(task -> new FolderUpdate(
                                task.folder.number(),
                                FolderState.PENDING,
                                task.everInDoubt,
                                null,
                                task.folder.message(),
                                task.traceId))
                        .toList());
    }

    void add(FolderTask task, FolderUpdate change) {
        if (changes.isEmpty()) {
            since = timing.nanos();
        }
        changes.put(task, change);
    }

    boolean contains(FolderTask task) {
        return changes.containsKey(task);
    }

    /** Whether all outcomes are, so that folders may be admitted in the place of finished ones. */
    boolean isCommitted() {
        return changes.isEmpty();
    }

    /** @param idle whether nothing else can be sent, so that only committed parents allow children to be sent */
    void commitIfDue(boolean idle) {
        if (idle || changes.size() >= CHANGES_PER_COMMIT || timing.nanos() - since >= LONGEST_UNCOMMITTED.toNanos()) {
            commit();
        }
    }

    void commit() {
        if (changes.isEmpty()) {
            return;
        }
        Failpoint.hit("before-record");
        ledger.saveOutcomes(manifest, changes.values());
        Failpoint.hit("after-record");
        Map<FolderTask, FolderUpdate> durable = new LinkedHashMap<>(changes);
        changes.clear();
        durable.forEach((task, change) -> {
            progress.recordOutcome(change.state());
            if (task.isRestoredBy(change)) {
                progress.recordRestored();
            }
            recorded.accept(task, change);
        });
    }
}
