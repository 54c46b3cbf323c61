package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.AccountTree.Claim;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits folders to sending when it is certain that no other run creates them: their parent is claimed, if processes
 * share the database, and what the account's manifests know of it was compared with its listing ({@link
 * ParentVerifier}).
 */
final class ParentAdmission {

    private static final Logger log = LoggerFactory.getLogger(ParentAdmission.class);

    private static final Duration BUSY_PAUSE = Duration.ofMillis(250);

    /** A remote folder in which folders are to be created. */
    private static final class Parent {
        final List<FolderTask> waiting = new ArrayList<>();
        /** The number of added folders of this run in it that are not final. */
        int active;

        boolean claimed;
        /** Whether another run may have changed it since it was listed. */
        boolean touched;

        boolean verifying;
        boolean reported;
    }

    private final long manifest;
    private final AccountTree tree;
    private final TimerQueue timers;
    private final ParentVerifier verifier;
    private final int mostListings;
    private final Consumer<FolderTask> admitted;
    private final boolean shared;
    private final Map<DirId, Parent> parents = new LinkedHashMap<>();
    private final Set<DirId> unclaimed = new HashSet<>();
    private final Set<DirId> unused = new HashSet<>();
    /** Numbers of parents whose content was known, and that no other manifest knows. */
    private final Set<Long> verified = new HashSet<>();
    /** Parents that are still to be verified. */
    private final Deque<DirId> unverified = new ArrayDeque<>();

    private int listings;
    /** What complete listings of this run show. */
    private final Map<DirId, ParentContent> contents = new HashMap<>();

    /**
     * @param mostListings how many parents are verified at a time: fewer than calls in flight, so that folders are
     *     created while the next parents are listed
     * @param admitted receives each folder that may be sent
     */
    ParentAdmission(
            long manifest,
            AccountTree tree,
            TimerQueue timers,
            ParentVerifier verifier,
            int mostListings,
            Consumer<FolderTask> admitted) {
        this.manifest = manifest;
        this.tree = tree;
        this.timers = timers;
        this.verifier = verifier;
        this.mostListings = mostListings;
        this.admitted = admitted;
        this.shared = tree.isShared();
    }

    /** @param known whether the content of the parent before this run is known */
    void add(FolderTask task, boolean known) {
        boolean isVerified = task.folder.dirId() == null && verified.contains(task.folder.parentNumber());
        task.parentKnown = known || isVerified;
        if (!shared && task.parentKnown) {
            admitted.accept(task);
            return;
        }
        DirId dirId = task.knownParent();
        Parent parent = parents.computeIfAbsent(dirId, this::open);
        task.admitted = true;
        parent.active++;
        if (parent.claimed && !parent.touched && task.parentKnown) {
            admitted.accept(task);
        } else {
            parent.waiting.add(task);
            if (parent.claimed && !parent.verifying) {
                verify(dirId, parent);
            }
        }
    }

    private Parent open(DirId dirId) {
        Parent parent = new Parent();
        parent.claimed = !shared || unused.remove(dirId);
        if (!parent.claimed) {
            unclaimed.add(dirId);
        }
        return parent;
    }

    /** Claims parents that are needed, and releases those that are no longer used. */
    void advance() {
        if (!unused.isEmpty()) {
            tree.release(manifest, List.copyOf(unused));
            unused.clear();
        }
        if (!unclaimed.isEmpty()) {
            List<DirId> wanted = List.copyOf(unclaimed);
            unclaimed.clear();
            tree.claim(manifest, wanted).forEach(this::onClaim);
        }
    }

    private void onClaim(DirId dirId, Claim claim) {
        Parent parent = parents.get(dirId);
        if (parent == null) {
            if (claim != Claim.BUSY) {
                unused.add(dirId);
            }
        } else if (claim == Claim.BUSY) {
            report(parent);
            timers.after(BUSY_PAUSE, () -> unclaimed.add(dirId));
        } else {
            parent.claimed = true;
            parent.touched = claim == Claim.TOUCHED;
            if (parent.touched) {
                contents.remove(dirId);
            }
            verify(dirId, parent);
        }
    }

    private static void report(Parent parent) {
        if (!parent.reported && !parent.waiting.isEmpty()) {
            parent.reported = true;
            FolderTask task = parent.waiting.get(0);
            task.log(() -> log.info("{}", Messages.format("row.claimed", task.folder.path())));
        }
    }

    private void verify(DirId dirId, Parent parent) {
        decideByContent(dirId, parent);
        if (parent.waiting.isEmpty()) {
            return;
        }
        boolean known = !parent.touched && parent.waiting.stream().allMatch(task -> task.parentKnown);
        boolean mustBeListed = parent.waiting.stream().anyMatch(ParentAdmission::mustBeListed);
        if (known || (!mustBeListed && !tree.isKnownToOthers(manifest, dirId))) {
            parent.touched = false;
            List<FolderTask> waiting = List.copyOf(parent.waiting);
            parent.waiting.clear();
            waiting.forEach(task -> verified.add(task.folder.parentNumber()));
            waiting.forEach(admitted);
        } else {
            parent.verifying = true;
            unverified.add(dirId);
            verifyNext();
        }
    }

    private void verifyNext() {
        while (listings < mostListings && !unverified.isEmpty()) {
            DirId dirId = unverified.remove();
            Parent parent = Objects.requireNonNull(parents.get(dirId), "its children wait");
            listings++;
            verifier.verify(parent.waiting, (count, content) -> {
                listings--;
                onVerified(dirId, parent, count, content);
                verifyNext();
            });
        }
    }

    /** Whether the folder is the child of a folder with unknown content, or known to an earlier run. */
    private static boolean mustBeListed(FolderTask task) {
        return !task.parentKnown && (!task.parentIsRecent || task.folder.dirId() != null);
    }

    private void decideByContent(DirId dirId, Parent parent) {
        ParentContent content = contents.get(dirId);
        if (content != null) {
            List<FolderTask> decided =
                    parent.waiting.stream().filter(content::decides).toList();
            parent.waiting.removeIf(content::decides);
            decided.forEach(task -> verifier.decide(task, content));
        }
    }

    private void onVerified(DirId dirId, Parent parent, int count, @Nullable ParentContent content) {
        parent.waiting.subList(0, count).clear();
        parent.verifying = false;
        if (content != null) {
            parent.touched = false;
            contents.put(dirId, content);
        }
        if (!parent.waiting.isEmpty()) {
            verify(dirId, parent);
        }
    }

    /** Called when a folder is final. */
    void remove(FolderTask task) {
        if (!task.admitted) {
            return;
        }
        task.admitted = false;
        DirId dirId = task.knownParent();
        Parent parent = parents.get(dirId);
        if (parent != null && --parent.active == 0) {
            parents.remove(dirId);
            if (shared && !unclaimed.remove(dirId)) {
                unused.add(dirId);
            }
        }
    }

    /** Releases all claims; the next holder finds folders in doubt in the ledger. */
    void close() {
        if (shared) {
            unused.addAll(parents.keySet());
            unused.removeAll(unclaimed);
            unclaimed.clear();
            parents.clear();
            advance();
        }
        unverified.clear();
    }
}
