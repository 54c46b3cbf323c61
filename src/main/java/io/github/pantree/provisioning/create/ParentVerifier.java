package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.DetailChecks.Existing;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.support.Messages;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * Compares the listing of a parent with what the account's manifests know of it. A listing that lacks known folders is
 * repeated within the limits of settling; then their details are requested. If one of them exists, the listing proves
 * no absence: known folders are adopted, and the others fail. If none exists, they were deleted.
 */
final class ParentVerifier {

    private final long manifest;
    private final AccountTree tree;
    private final ParentListings listings;
    private final DetailChecks details;
    private final TimerQueue timers;
    private final SettleSettings settle;
    private final FolderSettler settler;
    private final FolderOutcomes outcomes;
    private final Consumer<FolderTask> admitted;
    /** Numbers of parents whose listings stayed incomplete, so that later folders do not wait for them again. */
    private final Set<Long> incomplete = new HashSet<>();

    ParentVerifier(
            long manifest,
            AccountTree tree,
            ParentListings listings,
            DetailChecks details,
            TimerQueue timers,
            SettleSettings settle,
            FolderSettler settler,
            FolderOutcomes outcomes,
            Consumer<FolderTask> admitted) {
        this.manifest = manifest;
        this.tree = tree;
        this.listings = listings;
        this.details = details;
        this.timers = timers;
        this.settle = settle;
        this.settler = settler;
        this.outcomes = outcomes;
        this.admitted = admitted;
    }

    /**
     * Decides for all waiting children when the last listing arrives.
     *
     * @param waiting the children of one parent, to which others may be added meanwhile
     * @param onVerified receives the number of children that will be decided, right before they are
     */
    void verify(List<FolderTask> waiting, IntConsumer onVerified) {
        int lookups = incomplete.contains(waiting.get(0).folder.parentNumber()) ? settle.looks() : 1;
        list(waiting, lookups, onVerified);
    }

    private void list(List<FolderTask> waiting, int lookups, IntConsumer onVerified) {
        listings.request(waiting.get(0), listed -> onListed(waiting, listed, lookups, onVerified), reason -> {
            List<FolderTask> all = List.copyOf(waiting);
            onVerified.accept(all.size());
            all.forEach(task -> outcomes.failUnlisted(task, reason));
        });
    }

    private void onListed(List<FolderTask> waiting, Listed listed, int lookups, IntConsumer onVerified) {
        List<FolderTask> all = List.copyOf(waiting);
        Set<String> wanted = all.stream().map(FolderTask::name).collect(Collectors.toSet());
        MissingChildren missing = MissingChildren.of(tree, manifest, all.get(0).knownParent(), wanted, listed);
        all.forEach(task -> addKnown(missing, task, listed));
        if (!missing.isEmpty() && lookups < settle.looks()) {
            timers.after(settle.pauseAfter(lookups), () -> list(waiting, lookups + 1, onVerified));
            return;
        }
        details.check(all.get(0).folder, all.get(0).knownParent(), wanted, missing, existing -> {
            if (!existing.isComplete()) {
                incomplete.add(all.get(0).folder.parentNumber());
            }
            onVerified.accept(all.size());
            all.forEach(task -> decide(task, listed, missing, existing));
        });
    }

    private static void addKnown(MissingChildren missing, FolderTask task, Listed listed) {
        DirId known = task.folder.dirId();
        if (known != null) {
            missing.add(task.name(), known, listed);
        }
    }

    private void decide(FolderTask task, Listed listed, MissingChildren missing, Existing existing) {
        if (task.folder.dirId() != null && task.resultIn(listed).isAbsent()) {
            // An earlier run knew its dirID; it no longer exists unless its details prove otherwise.
            task.outcomeUnknown = false;
        }
        LookupResult result = withExisting(task.resultIn(listed), existing.named(task.name()));
        if (!result.isAbsent()) {
            settler.finish(task, result);
        } else if (!existing.isComplete()) {
            outcomes.failUnproven(task, String.valueOf(existing.example()));
        } else if (missing.isInDoubt(task.name())) {
            task.mayExist = true;
            task.lastError = Messages.format("row.sentByOther");
            settler.lookUp(task);
        } else {
            admitted.accept(task);
        }
    }

    private static LookupResult withExisting(LookupResult result, Set<DirId> existing) {
        Set<DirId> all = new LinkedHashSet<>(result.dirIds());
        all.addAll(existing);
        return new LookupResult(List.copyOf(all), result.hasFile());
    }
}
