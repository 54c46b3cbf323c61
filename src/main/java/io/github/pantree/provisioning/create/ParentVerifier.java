package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.DetailChecks.Existing;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.support.Messages;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the listing of a parent with what the account's manifests know of it. A listing that lacks known folders is
 * repeated within the limits of settling; then their details are requested. If one of them exists, the listing proves
 * no absence: known folders are adopted, and the others fail. If none exists, they were deleted.
 */
final class ParentVerifier {

    private static final int PAGE = 1_000;

    private static final Listed NOTHING = new Listed(Map.of());

    /** Receives the result for a parent. */
    @FunctionalInterface
    interface Verified {

        /**
         * Called right before the children are decided.
         *
         * @param count the number of waiting children that will be decided
         * @param content what the listing shows of the other children; null if it proves nothing
         */
        void accept(int count, @Nullable ParentContent content);
    }

    private final long manifest;
    private final FolderStore ledger;
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

    /** @param admitted receives the folders that are absent */
    ParentVerifier(
            CreationContext context,
            ParentListings listings,
            DetailChecks details,
            TimerQueue timers,
            FolderSettler settler,
            FolderOutcomes outcomes,
            Consumer<FolderTask> admitted) {
        this.manifest = context.manifest();
        this.ledger = context.ledger();
        this.tree = context.tree();
        this.listings = listings;
        this.details = details;
        this.timers = timers;
        this.settle = context.settings().settle();
        this.settler = settler;
        this.outcomes = outcomes;
        this.admitted = admitted;
    }

    /**
     * Decides for all waiting children when the last listing arrives.
     *
     * @param waiting the children of one parent, to which others may be added meanwhile
     */
    void verify(List<FolderTask> waiting, Verified onVerified) {
        int lookups = incomplete.contains(waiting.get(0).folder.parentNumber()) ? settle.looks() : 1;
        list(waiting, lookups, null, onVerified);
    }

    /** @param before the incomplete listing that is repeated; null if this is the first one */
    private void list(List<FolderTask> waiting, int lookups, @Nullable Listed before, Verified onVerified) {
        listings.request(waiting.get(0), listed -> onListed(waiting, listed, lookups, onVerified), reason -> {
            List<FolderTask> all = List.copyOf(waiting);
            onVerified.accept(all.size(), null);
            all.forEach(task -> decideUnlisted(task, before, reason));
        });
    }

    /** What an incomplete listing shows exists nevertheless, though it need not be all that exists. */
    private void decideUnlisted(FolderTask task, @Nullable Listed before, String reason) {
        LookupResult seen = task.resultIn(before == null ? NOTHING : before);
        if (seen.conflict() != null) {
            settler.finish(task, seen);
        } else if (seen.isAbsent() && isSentAnyway(task)) {
            admitted.accept(task);
        } else {
            outcomes.failUnlisted(task, reason);
        }
    }

    private void onListed(List<FolderTask> waiting, Listed listed, int lookups, Verified onVerified) {
        List<FolderTask> all = List.copyOf(waiting);
        Set<String> wanted = names(all);
        MissingChildren missing = MissingChildren.of(tree, manifest, all.get(0).knownParent(), wanted, listed);
        all.forEach(task -> addKnown(missing, task, listed));
        if (!missing.isEmpty() && lookups < settle.looks()) {
            timers.after(settle.pauseAfter(lookups), () -> list(waiting, lookups + 1, listed, onVerified));
            return;
        }
        details.check(all.get(0).folder, all.get(0).knownParent(), wanted, missing, existing -> {
            if (!existing.isComplete()) {
                incomplete.add(all.get(0).folder.parentNumber());
            }
            onVerified.accept(all.size(), existing.isComplete() ? content(all, listed) : null);
            all.forEach(task -> decide(task, listed, missing, existing));
        });
    }

    private static Set<String> names(List<FolderTask> tasks) {
        return tasks.stream().map(FolderTask::name).collect(Collectors.toSet());
    }

    private Set<String> unfinishedNames(long parent) {
        Set<String> names = new HashSet<>();
        long last = -1;
        List<LedgerFolder> page;
        do {
            page = ledger.unfinishedChildren(manifest, parent, last, PAGE);
            page.forEach(child -> names.add(child.name()));
            last = page.isEmpty() ? last : page.get(page.size() - 1).number();
        } while (page.size() == PAGE);
        return names;
    }

    private ParentContent content(List<FolderTask> decided, Listed listed) {
        FolderTask any = decided.get(0);
        long parent = any.folder.parentNumber();
        Set<String> others = unfinishedNames(parent);
        others.removeAll(names(decided));
        if (others.isEmpty()) {
            return new ParentContent(parent, Map.of(), Set.of());
        }
        MissingChildren missing = MissingChildren.of(tree, manifest, any.knownParent(), others, listed);
        Set<String> unproven = new HashSet<>(missing.dirIds(others).keySet());
        others.stream()
                .filter(name -> missing.isInDoubt(name)
                        || !missing.listedUnderOtherName(name).isEmpty())
                .forEach(unproven::add);
        Map<String, LookupResult> found = new HashMap<>();
        for (String name : others) {
            LookupResult result = LookupResult.of(name, listed);
            if (!result.isAbsent()) {
                found.put(name, result);
            }
        }
        return new ParentContent(parent, found, unproven);
    }

    /** Decides for a folder for which the content of its parent does. */
    void decide(FolderTask task, ParentContent content) {
        LookupResult found = content.listed().get(task.name());
        if (found == null) {
            admitted.accept(task);
        } else {
            settler.finish(task, found);
        }
    }

    private static void addKnown(MissingChildren missing, FolderTask task, Listed listed) {
        DirId known = task.folder.dirId();
        if (known != null) {
            missing.add(task.name(), known, task.folder.adoption(), listed);
        }
    }

    private void decide(FolderTask task, Listed listed, MissingChildren missing, Existing existing) {
        if (task.folder.dirId() != null && task.resultIn(listed).isAbsent()) {
            // An earlier run knew its dirID; it no longer exists unless its details prove otherwise.
            task.inDoubt = false;
        }
        task.adoptions = missing.adoptions();
        LookupResult result = task.resultIn(listed)
                .with(missing.listedUnderOtherName(task.name()))
                .with(existing.named(task.name()));
        if (!result.isAbsent() && (!existing.isUnknown(task.name()) || containsKnown(result, task))) {
            settler.finish(task, listed, result);
        } else if (!result.isAbsent() || (!existing.isComplete() && !isSentAnyway(task))) {
            outcomes.failUnproven(task, String.valueOf(existing.example()));
        } else if (missing.isInDoubt(task.name())) {
            task.uncountedCall = true;
            task.lastError = Messages.format("row.sentByOther");
            settler.lookUp(task);
        } else {
            admitted.accept(task);
        }
    }

    /**
     * Whether the folder need not be absent from a complete listing: this manifest created the parent, and no other one
     * knows it. Where listings stay incomplete, nothing could be created below it any more.
     */
    private boolean isSentAnyway(FolderTask task) {
        return task.parentIsOurs && task.folder.dirId() == null && !tree.isKnownToOthers(manifest, task.knownParent());
    }

    /** Whether an earlier run knew what was found; otherwise, it may be a second folder of the name. */
    private static boolean containsKnown(LookupResult result, FolderTask task) {
        DirId known = task.folder.dirId();
        return known != null && result.dirIds().contains(known);
    }
}
