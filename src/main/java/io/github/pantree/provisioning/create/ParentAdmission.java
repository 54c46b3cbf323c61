package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.AccountTree.Claim;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
    private final Consumer<FolderTask> admitted;
    private final boolean shared;
    private final Map<DirId, Parent> parents = new LinkedHashMap<>();
    private final Set<DirId> unclaimed = new HashSet<>();
    private final Set<DirId> unused = new HashSet<>();
    /** Numbers of parents that this manifest created, and that no other manifest knows. */
    private final Set<Long> verified = new HashSet<>();

    /** @param admitted receives each folder that may be sent */
    ParentAdmission(
            long manifest,
            AccountTree tree,
            TimerQueue timers,
            ParentVerifier verifier,
            Consumer<FolderTask> admitted) {
        this.manifest = manifest;
        this.tree = tree;
        this.timers = timers;
        this.verifier = verifier;
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
            return;
        }
        parent.waiting.add(task);
        if (parent.claimed && !parent.verifying) {
            verify(dirId, parent);
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
            verifier.verify(parent.waiting, count -> onVerified(dirId, parent, count));
        }
    }

    /** Whether the folder is the child of a folder with unknown content, or known to an earlier run. */
    private static boolean mustBeListed(FolderTask task) {
        return !task.parentKnown && (!task.parentIsOurs || task.folder.dirId() != null);
    }

    private void onVerified(DirId dirId, Parent parent, int count) {
        parent.waiting.subList(0, count).clear();
        parent.verifying = false;
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
    }
}
