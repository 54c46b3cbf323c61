package io.github.pantree.provisioning.run;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.report.CallHistory;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Progress of the run, updated by the steps and read by the displays. */
public final class ProgressTracker {

    private final FolderApi api;
    private final TimeSource timing;
    private final PantreeMetrics meters;
    private final long started;
    private final RunEstimate estimate = new RunEstimate();
    private final CallHistoryRecorder history = new CallHistoryRecorder();
    private RunPhase phase = RunPhase.START;
    private FolderCounts counts = FolderCounts.NONE;
    private long rows;
    private long inDoubt;
    private @Nullable Recheck recheck;

    public ProgressTracker(FolderApi api, TimeSource timing, PantreeMetrics meters) {
        this.meters = meters;
        this.api = api;
        this.timing = timing;
        this.started = timing.nanos();
    }

    public synchronized void phase(RunPhase next, FolderCounts current) {
        phase = next;
        counts = current;
        estimate.phase(elapsed(), current.done(), api.statistics().total());
    }

    public synchronized void read(int more) {
        rows += more;
    }

    public synchronized void inDoubt(long folders) {
        inDoubt = folders;
    }

    /** Counts a folder whose outcome is committed. */
    public void recordOutcome(FolderState state) {
        advance(state, 1);
        meters.ended(state, 1);
    }

    /** Counts blocked folders whose outcome is committed, although none of them was processed. */
    public void recordBlocked(long folders) {
        advance(FolderState.BLOCKED, folders);
        meters.ended(FolderState.BLOCKED, folders);
    }

    /** Moves a created folder to the failed ones, after a duplicate was found and recorded. */
    public synchronized void recordDuplicate(FolderState before) {
        counts = counts.plus(before, -1).plus(FolderState.FAILED, 1);
    }

    /** Begins to count what a recheck restores. */
    public synchronized void beginRecheck(long folders) {
        recheck = new Recheck(folders, 0);
    }

    /** Counts a folder that had been deleted remotely, and was created again. */
    public synchronized void recordRestored() {
        if (recheck != null) {
            recheck = new Recheck(recheck.checked(), recheck.restored() + 1);
        }
    }

    /** What the recheck found until now; null for a run without one. */
    public synchronized @Nullable Recheck recheck() {
        return recheck;
    }

    /** Counts folders that were compared with the remote tree. */
    public void recordCompared(int folders) {
        advance(FolderState.EXISTED, folders);
    }

    private synchronized void advance(FolderState to, long folders) {
        counts = counts.plus(FolderState.PENDING, -folders).plus(to, folders);
    }

    public synchronized Progress snapshot() {
        CallStatistics calls = api.statistics();
        Duration elapsed = elapsed();
        history.record(elapsed, calls.total(), calls.limited());
        return new Progress(
                phase.code(),
                counts,
                inDoubt,
                rows,
                calls.total(),
                calls.limited(),
                calls.retried(),
                estimate.rate(elapsed, calls.total()),
                calls.rate(),
                elapsed,
                estimate.left(elapsed, counts.pending(), counts.done(), calls.total(), calls.rate()),
                api.outage().map(ProgressTracker::outage).orElse(null));
    }

    private static Progress.Outage outage(OutageStatus status) {
        return new Progress.Outage(status.lasting(), status.bound(), status.reason());
    }

    /** The calls of the run until now; as fine as snapshots were taken. */
    public synchronized CallHistory history() {
        CallStatistics calls = api.statistics();
        history.record(elapsed(), calls.total(), calls.limited());
        return history.history();
    }

    public Duration elapsed() {
        return Duration.ofNanos(timing.nanos() - started);
    }
}
