package io.github.pantree.provisioning.create;

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
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Makes the engine's decisions durable: intents before their calls leave, outcomes in groups, since a commit per row
 * makes the database file grow. Nothing counts, and no child starts, before its group is committed.
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
    private Optional<Long> lastSentAgain = Optional.empty();

    /** @param recorded takes each folder whose outcome is durable now */
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
        List<Long> again = tasks.stream()
                .filter(task -> task.inDoubt || task.sentByOther)
                .map(task -> task.folder.number())
                .toList();
        if (!again.isEmpty()) {
            lastSentAgain = Optional.of(timing.nanos());
        }
        ledger.markSent(
                manifest, tasks.stream().map(task -> task.folder.number()).toList(), again);
        tasks.forEach(task -> task.state = FolderState.SENT);
        Failpoint.hit("after-intent");
    }

    /** When a call was intended last for a folder for which an earlier one may have been carried out. */
    Optional<Long> lastSentAgain() {
        return lastSentAgain;
    }

    /** For folders whose calls certainly did not leave, or were not carried out. */
    void revertIntents(List<FolderTask> tasks) {
        ledger.saveOutcomes(
                manifest,
                tasks.stream()
                        .map(task -> new FolderUpdate(
                                task.folder.number(), FolderState.PENDING, task.inDoubt, null, null, task.traceId))
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

    /** @param idle whether nothing else is ready to leave, so that only recorded parents can let children start */
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
            recorded.accept(task, change);
        });
    }
}
