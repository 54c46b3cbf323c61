package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.create.MissingChildren;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Adopts existing folders for a plan, and for the run that follows it, which must see at the same stage what the plan
 * has seen: everything is listed, and known folders that a listing lacks are looked up at once.
 */
final class PlanDiscoveryTasklet extends DiscoverExistingTasklet {

    private final KnownFolderLookup known;

    PlanDiscoveryTasklet(
            long manifest,
            Ledger ledger,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop,
            KnownFolderLookup known) {
        super(manifest, ledger, api, settings, timing, progress, stop);
        this.known = known;
    }

    @Override
    void prepareLedger() {
        if (known.knowsAll()) {
            ledger.folders().markAllExisting(manifest);
        }
    }

    @Override
    boolean listsAll() {
        return true;
    }

    @Override
    boolean mayKnowChildren(DirId dirId) {
        return true;
    }

    @Override
    MissingChildren missing(DirId parent, Set<String> wanted, Listed listed) {
        return known.missing(parent, wanted, listed);
    }

    @Override
    void end() {
        super.end();
        Path plan = settings.plan();
        if (plan != null) {
            SavedPlan.read(plan).requireSameTree(ledger.report(), manifest);
        }
    }

    @Override
    void onUndecided(DirId parent, Map<String, LedgerFolder> open, Listed listed, CallExecutor calls) {
        known.findKnown(parent, open, listed, calls, (child, found) -> record(parent, child, listed, found));
    }
}
