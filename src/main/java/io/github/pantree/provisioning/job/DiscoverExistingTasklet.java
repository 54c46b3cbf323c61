package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.logging.LogContext;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.create.CreatedByOthers;
import io.github.pantree.provisioning.create.LookupResult;
import io.github.pantree.provisioning.create.MissingChildren;
import io.github.pantree.provisioning.create.PreviousRunLateCommitCheck;
import io.github.pantree.provisioning.create.Resolution;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunPhase;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adopts existing folders: walks from the target down through them, with list calls only. Folders that an earlier run
 * created are listed, too: others may have created folders in them since. A run that creates lists at most a hundred of
 * them in this step, and the others right before it creates folders in them: a run that is always stopped before it has
 * listed all of them would never create anything.
 */
class DiscoverExistingTasklet extends ListingTasklet<LedgerFolder> {

    private static final Logger log = LoggerFactory.getLogger(DiscoverExistingTasklet.class);

    private static final int MOST_BEFORE_CREATION = 100;

    final long manifest;
    final Ledger ledger;
    private final ProgressTracker progress;
    private final PreviousRunLateCommitCheck earlierCheck;
    private final CreatedByOthers others;
    private Set<Long> alone = Set.of();
    private boolean resumed;
    private int listed;

    DiscoverExistingTasklet(
            long manifest,
            Ledger ledger,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop) {
        super(api, settings, timing, stop, LedgerFolder::number);
        this.manifest = manifest;
        this.ledger = ledger;
        this.progress = progress;
        this.earlierCheck = new PreviousRunLateCommitCheck(manifest, ledger.tree(), api, settings, timing, stop);
        this.others = new CreatedByOthers(manifest, ledger.tree());
    }

    @Override
    final void prepare() throws InterruptedException {
        // The API may be down.
        progress.phase(RunPhase.LOOK, ledger.folders().counts(manifest));
        api.authenticate();
        alone = earlierCheck.run();
    }

    @Override
    final void begin() {
        ledger.folders().resetForRerun(manifest, alone);
        prepareLedger();
        FolderCounts counts = ledger.folders().counts(manifest);
        progress.phase(RunPhase.LOOK, counts);
        resumed = counts.done() > 0 || settings.recheck();
    }

    /** Called before the counts are read. */
    void prepareLedger() {}

    /** Whether all existing folders are listed in this step, not at most a hundred. */
    boolean listsAll() {
        return false;
    }

    @Override
    final List<LedgerFolder> parents(long after, int limit) {
        int most = listsAll() ? limit : Math.min(limit, MOST_BEFORE_CREATION - listed);
        List<LedgerFolder> parents = most == 0 ? List.of() : ledger.folders().unlisted(manifest, after, most);
        listed += parents.size();
        return parents;
    }

    @Override
    final List<LedgerFolder> children(LedgerFolder parent, long after, int limit) {
        return ledger.folders().unfinishedChildren(manifest, parent.number(), after, limit);
    }

    @Override
    void end() {
        FolderCounts counts = ledger.folders().counts(manifest);
        if (counts.failed() > 0) {
            ledger.folders().blockBelowFailed(manifest);
            progress.recordBlocked(ledger.folders().counts(manifest).blocked() - counts.blocked());
        }
    }

    @Override
    final void visit(LedgerFolder parent, CallExecutor calls) {
        DirId dirId = Objects.requireNonNull(parent.dirId());
        calls.call(
                parent.path(), parent.line(), () -> api.list(dirId), result -> onResult(parent, dirId, result, calls));
    }

    private void onResult(LedgerFolder parent, DirId dirId, ListResult result, CallExecutor calls) {
        if (result instanceof Listed listed) {
            onListed(parent, dirId, listed, calls);
        } else if (result instanceof ListResult.Refused refused) {
            onRefused(parent, refused);
        }
    }

    private void onListed(LedgerFolder parent, DirId dirId, Listed listed, CallExecutor calls) {
        // Collected only if the manifests may know them, since this can be the whole manifest.
        boolean isKnown = mayKnowChildren(dirId);
        Set<String> elsewhere = isKnown ? knownUnderOtherDirId(dirId, listed) : Set.of();
        Map<String, LedgerFolder> open = new HashMap<>();
        updateChildren(parent, child -> {
            LookupResult lookup = LookupResult.of(child.name(), listed);
            boolean isAnother = elsewhere.contains(child.name()) || lacksKnown(child, lookup);
            boolean undecided = lookup.isAbsent() || isAnother;
            if (undecided && (isKnown || isAnother)) {
                open.put(child.name(), child);
            }
            return undecided ? Optional.empty() : Optional.of(update(dirId, child, listed, lookup));
        });
        if (open.isEmpty() || provesAbsence(dirId, open.keySet(), listed)) {
            ledger.folders().markListed(manifest, List.of(parent.number()));
        }
        if (!open.isEmpty()) {
            onUndecided(dirId, open, listed, calls);
        }
    }

    /** Whether the account's manifests may know folders below this one. */
    boolean mayKnowChildren(DirId dirId) {
        return resumed || ledger.tree().isKnownToOthers(manifest, dirId);
    }

    /** Compares a listing with the folders that the account's manifests know. */
    MissingChildren missing(DirId parent, Set<String> wanted, Listed listed) {
        return MissingChildren.of(ledger.tree(), manifest, parent, wanted, listed);
    }

    /**
     * Called with the children that the listing of their parent does not decide, by name: the next step looks them up.
     */
    void onUndecided(DirId parent, Map<String, LedgerFolder> open, Listed listed, CallExecutor calls) {}

    /**
     * Names that are listed although the manifests of the account know another folder of that name: whether both exist
     * is decided with the details of the other one, before anything is sent.
     */
    private Set<String> knownUnderOtherDirId(DirId dirId, Listed listed) {
        Set<String> names = listed.byName().keySet();
        return missing(dirId, names, listed).dirIds(names).keySet();
    }

    /** Whether an earlier run knew the folder under a dirID that is not listed, so that a listed one is another one. */
    private static boolean lacksKnown(LedgerFolder child, LookupResult lookup) {
        return child.dirId() != null && !lookup.dirIds().contains(child.dirId());
    }

    /**
     * False if the listing lacks folders that the account's manifests know: it is then repeated before anything is
     * sent.
     */
    private boolean provesAbsence(DirId dirId, Set<String> absent, Listed listed) {
        return MissingChildren.of(ledger.tree(), manifest, dirId, absent, listed)
                .provesAbsence();
    }

    /**
     * If the parent cannot be listed, each child is looked up again before it is sent, unless an earlier run created
     * the parent: then only the children in doubt are.
     */
    private void onRefused(LedgerFolder parent, ListResult.Refused refused) {
        boolean isNeeded = refused.concernsListing() && parent.state() != FolderState.CREATED;
        if (isNeeded || parent.number() == LedgerFolder.TARGET) {
            throw failure(parent.path(), refused);
        }
        String dirId = String.valueOf(parent.dirId());
        String where = parent.path().isEmpty() ? dirId : parent.path();
        String message = Messages.format("look.unlisted", where, refused.describe());
        LogContext.of(where, parent.line(), null, () -> log.warn("{}", message));
        if (parent.number() < LedgerFolder.TARGET) {
            // An explicit parent is listed once: if it does not exist, every row below it fails.
            String reason = Messages.format("row.explicitParent", dirId, refused.describe());
            updateChildren(
                    parent,
                    child -> Optional.of(new FolderUpdate(
                            child.number(),
                            FolderState.FAILED,
                            child.everInDoubt(),
                            child.dirId(),
                            reason,
                            child.traceId())));
        }
    }

    private void updateChildren(LedgerFolder parent, Function<LedgerFolder, Optional<FolderUpdate>> update) {
        forEachPage(
                parent,
                children -> record(
                        children.stream().map(update).flatMap(Optional::stream).toList()));
    }

    private void record(List<FolderUpdate> updates) {
        if (!updates.isEmpty()) {
            ledger.folders().saveOutcomes(manifest, updates);
            updates.forEach(update -> progress.recordOutcome(update.state()));
        }
    }

    /** Records what was found for a child; not if nothing was. */
    final void record(DirId parent, LedgerFolder child, Listed listed, LookupResult found) {
        record(List.of(update(parent, child, listed, found)));
    }

    /** @param result not absent */
    private FolderUpdate update(DirId parent, LedgerFolder child, Listed listed, LookupResult result) {
        boolean ours = child.everInDoubt() && isOurs(parent, child, listed, result.dirId());
        Resolution.Final end = result.resolution(ours, settings.onExisting());
        if (end instanceof Resolution.Exists exists) {
            return new FolderUpdate(
                    child.number(),
                    exists.state(),
                    ours && !child.hasKnownResult(),
                    exists.dirId(),
                    null,
                    child.traceId(),
                    child.hasChildren(),
                    null);
        }
        String message = ((Resolution.Failed) end).message();
        LogContext.of(child.path(), child.line(), null, () -> log.warn("{}: {}", child.path(), message));
        return new FolderUpdate(child.number(), FolderState.FAILED, child.everInDoubt(), child.dirId(), message, null);
    }

    /** Whether a call in doubt created the folder that was found, or its only call did. */
    private boolean isOurs(DirId parent, LedgerFolder child, Listed listed, @Nullable DirId found) {
        if (found == null || child.hasKnownResult()) {
            return Objects.equals(found, child.dirId());
        }
        return !others.contains(parent, child.name(), listed, found);
    }
}
