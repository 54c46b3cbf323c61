package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.AccountTree;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the absence of a folder in doubt from all its listings proves that it does not exist. It does not if
 * the last listing still lacks folders that existed before the first one, since the listings are then stale or
 * truncated.
 */
final class AbsenceProofs {

    private record Waiting(FolderTask task, Runnable onProven) {}

    private final long manifest;
    private final AccountTree tree;
    private final DetailChecks details;
    private final FolderOutcomes outcomes;
    /** The checks in progress, by what their listings lack: folders that wait for the same details. */
    private final Map<MissingChildren, List<Waiting>> checks = new HashMap<>();
    /** The last listing that was a folder's first one; siblings share it. */
    private @Nullable Listed lastListed;

    private @Nullable MissingChildren lastMissing;
    /** The last listing that was a later one of a folder, with what was missing before it and after it. */
    private @Nullable Listed lastReducing;

    private @Nullable MissingChildren lastBefore;
    private @Nullable MissingChildren lastReduced;

    AbsenceProofs(long manifest, AccountTree tree, DetailChecks details, FolderOutcomes outcomes) {
        this.manifest = manifest;
        this.tree = tree;
        this.details = details;
        this.outcomes = outcomes;
    }

    /** Records a listing that lacks the folder. */
    void record(FolderTask task, Listed listed) {
        MissingChildren missing = task.missing;
        task.missing = missing == null ? missing(task, listed) : without(missing, listed);
    }

    /** Siblings share what their listings lack as long as these are the same ones. */
    @SuppressWarnings("ReferenceEquality") // the same listing, not one that shows the same
    private MissingChildren without(MissingChildren missing, Listed listed) {
        if (missing.isEmpty()) {
            return missing;
        }
        MissingChildren reduced = lastReduced;
        if (reduced == null || missing != lastBefore || listed != lastReducing) {
            reduced = missing.without(listed);
            lastBefore = missing;
            lastReducing = listed;
            lastReduced = reduced;
        }
        return reduced;
    }

    @SuppressWarnings("ReferenceEquality") // the same listing, not an equal one
    private MissingChildren missing(FolderTask task, Listed listed) {
        MissingChildren missing = lastMissing;
        if (missing == null || listed != lastListed) {
            missing = MissingChildren.of(tree, manifest, task.knownParent(), Set.of(), listed);
            lastMissing = missing;
            lastListed = listed;
        }
        return missing;
    }

    /** Runs the action if the listings prove that the folder is absent; otherwise it fails. */
    void prove(FolderTask task, Runnable onProven) {
        MissingChildren missing = task.missing;
        if (missing == null || missing.isEmpty()) {
            onProven.run();
            return;
        }
        // Until it is proven, a stop must leave the folder in doubt.
        task.outcomeUnknown = true;
        List<Waiting> waiting = checks.get(missing);
        if (waiting != null) {
            waiting.add(new Waiting(task, onProven));
            return;
        }
        List<Waiting> all = new ArrayList<>(List.of(new Waiting(task, onProven)));
        checks.put(missing, all);
        details.check(task, Set.of(), missing, existing -> {
            checks.remove(missing);
            for (Waiting each : all) {
                if (existing.isComplete()) {
                    each.task().outcomeUnknown = false;
                    each.onProven().run();
                } else {
                    outcomes.failUnproven(each.task(), String.valueOf(existing.example()));
                }
            }
        });
    }
}
