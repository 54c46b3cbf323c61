package io.github.pantree.provisioning;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.ApiTrouble;
import io.github.pantree.pan123.CallFigures;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.Timing;
import java.time.Duration;

/** Where the run stands, kept by the steps and read by whoever shows it. */
final class ProgressBoard {

    private final FolderApi api;
    private final Timing timing;
    private final long started;
    private String phase = "start";
    private FolderCounts counts = FolderCounts.NONE;
    private long rows;
    private long inDoubt;

    ProgressBoard(FolderApi api, Timing timing) {
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

    synchronized void moved(FolderState from, FolderState to) {
        counts = counts.plus(from, -1).plus(to, 1);
    }

    synchronized Progress now() {
        CallFigures calls = api.figures();
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
                api.trouble().map(ProgressBoard::trouble).orElse(null));
    }

    private static Progress.Trouble trouble(ApiTrouble trouble) {
        return new Progress.Trouble(trouble.lasting(), trouble.bound(), trouble.reason());
    }

    Duration elapsed() {
        return Duration.ofNanos(timing.nanos() - started);
    }
}
