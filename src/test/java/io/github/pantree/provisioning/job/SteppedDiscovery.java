package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.List;

/** The listing of what exists, without threads: it takes a turn whenever its owner wants. */
public final class SteppedDiscovery {

    private static final int PARENTS_AT_ONCE = 100;
    private static final Duration TURN = Duration.ofMillis(50);

    private final DiscoverExistingTasklet tasklet;
    private final CallExecutor calls;
    private final StopSignal stop;
    private final int most;
    private int visited;
    private boolean begun;
    private long after = Long.MIN_VALUE;

    /** @param most of how many parents the listings are requested; the others are left to the creation */
    public SteppedDiscovery(
            long manifest,
            Ledger ledger,
            FolderApi api,
            RunSettings settings,
            TimeSource time,
            ProgressTracker progress,
            StopSignal stop,
            CallExecutor calls,
            int most) {
        this.tasklet = new DiscoverExistingTasklet(manifest, ledger, api, settings, time, progress, stop);
        this.calls = calls;
        this.stop = stop;
        this.most = most;
    }

    /** Takes a turn; false if everything that exists is listed, or the run was stopped. */
    public boolean step() throws InterruptedException {
        if (!begun) {
            tasklet.begin();
            begun = true;
        }
        if (calls.busy() > 0) {
            calls.runCallbacks(TURN.toNanos());
        }
        if (stop.isRequested()) {
            return false;
        }
        return calls.busy() > 0 || visitNext();
    }

    private boolean visitNext() {
        List<LedgerFolder> parents =
                visited >= most ? List.of() : tasklet.parents(after, Math.min(PARENTS_AT_ONCE, most - visited));
        visited += parents.size();
        if (parents.isEmpty()) {
            tasklet.end();
            return false;
        }
        parents.forEach(parent -> tasklet.visit(parent, calls));
        after = parents.get(parents.size() - 1).number();
        return true;
    }
}
