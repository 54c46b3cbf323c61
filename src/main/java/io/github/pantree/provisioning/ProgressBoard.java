package io.github.pantree.provisioning;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.meters.Meters;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.support.TimeSource;
import java.time.Duration;

/** Where the run stands, kept by the steps and read by whoever shows it. */
final class ProgressBoard {

    private final FolderApi api;
    private final TimeSource timing;
    private final Meters meters;
    private final long started;
    private String phase = "start";
    private FolderCounts counts = FolderCounts.NONE;
    private long rows;
    private long inDoubt;

    ProgressBoard(FolderApi api, TimeSource timing, Meters meters) {
        this.meters = meters;
        this.api = api;
        this.timing = timing;
        this.started = timing.nanos();
    }

    synchronized void phase(String name, FolderCounts current) {
        phase = name;
        counts = current;
    }

    synchronized void read(int more) {
        rows += more;
    }

    synchronized void inDoubt(long folders) {
        inDoubt = folders;
    }

    /** Notes that a folder came to an end, durably. */
    void ended(FolderState state) {
        move(state, 1);
        meters.ended(state, 1);
    }

    /** Notes that folders were blocked, durably, without one having been looked at. */
    void blocked(long folders) {
        move(FolderState.BLOCKED, folders);
        meters.ended(FolderState.BLOCKED, folders);
    }

    /** Notes that folders were compared with the remote tree. */
    void compared(int folders) {
        move(FolderState.EXISTED, folders);
    }

    private synchronized void move(FolderState to, long folders) {
        counts = counts.plus(FolderState.PENDING, -folders).plus(to, folders);
    }

    synchronized Progress now() {
        CallStatistics calls = api.statistics();
        return new Progress(
                phase,
                counts,
                inDoubt,
                rows,
                calls.total(),
                calls.limited(),
                calls.retried(),
                calls.rate(),
                elapsed(),
                api.outage().map(ProgressBoard::trouble).orElse(null));
    }

    private static Progress.Trouble trouble(OutageStatus trouble) {
        return new Progress.Trouble(trouble.lasting(), trouble.bound(), trouble.reason());
    }

    Duration elapsed() {
        return Duration.ofNanos(timing.nanos() - started);
    }
}
