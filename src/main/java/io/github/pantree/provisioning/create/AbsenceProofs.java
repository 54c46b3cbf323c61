package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.AccountTree;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.DetailChecks.Existing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Decides whether the absence of a folder in doubt from all its listings proves that it does not exist. It does not if
 * the last listing still lacks folders that existed before the first one, since the listings are then stale or
 * truncated; if the account's manifests know the folder meanwhile; or if copies of it are listed that its calls have
 * created.
 */
final class AbsenceProofs {

    private record Waiting(FolderTask task, Consumer<LookupResult> onExisting, Runnable onProven) {}

    private final long manifest;
    private final AccountTree tree;
    private final DetailChecks details;
    private final FolderOutcomes outcomes;
    private final CopyClassifier copies;
    /** The checks in progress, by what their listings lack: folders that wait for the same details. */
    private final Map<MissingChildren, List<Waiting>> checks = new HashMap<>();
    /** What was missing in a listing that was a folder's first one. */
    private final LastComputed<Listed, MissingChildren> missingAtFirst = new LastComputed<>();
    /** What was missing before and after a later listing. */
    private final LastComputed<MissingChildren, LastComputed<Listed, MissingChildren>> stillMissing =
            new LastComputed<>();

    AbsenceProofs(long manifest, AccountTree tree, DetailChecks details, FolderOutcomes outcomes) {
        this.manifest = manifest;
        this.tree = tree;
        this.details = details;
        this.outcomes = outcomes;
        this.copies = new CopyClassifier(manifest, tree);
    }

    /** Records a listing that lacks the folder. */
    void record(FolderTask task, Listed listed) {
        MissingChildren before = task.missing;
        if (before == null) {
            task.missing = missingAtFirst.of(
                    listed, () -> MissingChildren.of(tree, manifest, task.knownParent(), Set.of(), listed));
        } else if (!before.isEmpty()) {
            // Siblings share what their listings lack as long as these are the same ones.
            task.missing = stillMissing.of(before, LastComputed::new).of(listed, () -> before.without(listed));
        }
    }

    /** Fails a folder that is not listed, while copies of it are which its calls created; false if there are none. */
    boolean failIfCopied(FolderTask task) {
        List<Entry> created = copies.resultsOfCalls(task);
        if (!created.isEmpty()) {
            outcomes.failWithCopies(
                    task,
                    created.stream().sorted(Comparator.comparing(Entry::name)).toList());
        }
        return !created.isEmpty();
    }

    /**
     * Ends with one of these actions, or the folder fails.
     *
     * @param onExisting receives the folder if it exists although the listings lack it
     * @param onProven runs if the listings prove that the folder is absent
     */
    void prove(FolderTask task, Consumer<LookupResult> onExisting, Runnable onProven) {
        MissingChildren missing = task.missing;
        if (missing == null || missing.isEmpty()) {
            onProven.run();
        } else {
            check(missing, Set.of(task.name()), new Waiting(task, onExisting, onProven));
        }
    }

    /** Tasks with the same missing folders wait for one check. */
    private void check(MissingChildren missing, Set<String> names, Waiting next) {
        // Until it is proven, a stop must leave the folder in doubt.
        next.task().inDoubt = true;
        List<Waiting> waiting = checks.get(missing);
        if (waiting != null) {
            waiting.add(next);
            return;
        }
        List<Waiting> all = new ArrayList<>(List.of(next));
        checks.put(missing, all);
        details.check(next.task().folder, next.task().knownParent(), names, missing, existing -> {
            checks.remove(missing);
            all.forEach(each -> {
                each.task().adoptions = missing.adoptions();
                decide(each, existing);
            });
        });
    }

    private void decide(Waiting waiting, Existing existing) {
        FolderTask task = waiting.task();
        LookupResult found = new LookupResult(List.copyOf(existing.named(task.name())), false);
        if (!found.isAbsent() && !existing.isUnknown(task.name())) {
            waiting.onExisting().accept(found);
        } else if (existing.isComplete()) {
            task.inDoubt = false;
            waiting.onProven().run();
        } else {
            outcomes.failUnproven(task, String.valueOf(existing.example()));
        }
    }

    /**
     * Asks the account's tree once more, directly before siblings are sent again: other manifests may have recorded
     * them since the tree was compared with the listings.
     */
    void confirm(
            List<FolderTask> siblings, BiConsumer<FolderTask, LookupResult> onExisting, Consumer<FolderTask> onAbsent) {
        FolderTask any = siblings.get(0);
        Set<String> names = siblings.stream().map(FolderTask::name).collect(Collectors.toSet());
        MissingChildren known = MissingChildren.named(tree, manifest, any.knownParent(), names);
        Set<String> recorded = known.dirIds(names).keySet();
        for (FolderTask task : siblings) {
            if (recorded.contains(task.name())) {
                check(
                        known,
                        names,
                        new Waiting(task, found -> onExisting.accept(task, found), () -> onAbsent.accept(task)));
            } else {
                onAbsent.accept(task);
            }
        }
    }
}
