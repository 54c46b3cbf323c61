package io.github.pantree.provisioning.create;

import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.run.ProgressTracker;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the folders in progress when the run stops: waits for the calls in flight, looks up once what they or earlier
 * ones left in doubt, and reverts the intents of calls that were not sent. Listings under way end before their next
 * page, and decide nothing. What cannot be settled stays sent, and is settled by the next run.
 */
final class GracefulStop {

    private static final Logger log = LoggerFactory.getLogger(GracefulStop.class);

    private final FolderApi api;
    private final CallExecutor executor;
    private final ProgressTracker progress;
    private final OutcomeRecorder recorder;
    private final FolderOutcomes outcomes;
    private final FolderSettler settler;

    GracefulStop(CreationContext context, OutcomeRecorder recorder, FolderOutcomes outcomes, FolderSettler settler) {
        this.api = context.api();
        this.executor = context.executor();
        this.progress = context.progress();
        this.recorder = recorder;
        this.outcomes = outcomes;
        this.settler = settler;
    }

    /** @param active the folders in progress; those whose outcome is committed meanwhile are no longer among them */
    void run(Collection<FolderTask> active) throws InterruptedException {
        api.halt();
        collect(CallExecutor.FOREVER);
        lookUpOnce(active.stream()
                .filter(task -> task.isUnsettled() && !task.isOnlyChecked())
                .filter(task -> task.parent != null && !recorder.contains(task))
                .toList());
        collect(FolderApi.MAX_WAIT_WHEN_HALTED);
        active.stream().filter(task -> !recorder.contains(task)).forEach(outcomes::failIfRenamed);
        recorder.commit();
        List<FolderTask> unsent = active.stream()
                .filter(task -> task.state == FolderState.SENT && !task.isUnsettled())
                .toList();
        recorder.revertIntents(unsent);
        progress.inDoubt(active.stream()
                .filter(task -> task.state == FolderState.SENT && task.isUnsettled())
                .count());
    }

    /** A folder that is not found, or whose parent cannot be listed, stays in doubt in the ledger. */
    private void lookUpOnce(List<FolderTask> inDoubt) {
        ParentListings last = new ParentListings(executor, api, (task, reason) -> {});
        for (FolderTask task : inDoubt) {
            // A call that threw an exception, such as the last one of an outage, may have been carried out.
            task.everInDoubt |= task.inFlight;
            last.request(List.of(task), listed -> settler.finishIfFound(task, listed));
        }
        last.begin(true);
    }

    private void collect(Duration longest) throws InterruptedException {
        RuntimeException failure = executor.runAllCallbacks(longest);
        if (failure != null) {
            log.debug("While stopping", failure);
        }
        recorder.commit();
    }
}
