package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.logging.LogContext;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.create.InDoubtResolver;
import io.github.pantree.provisioning.create.LookupResult;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Finds what is already there: walks from the target down through whatever exists, with list calls only. A folder that
 * this manifest made itself began empty and is not listed.
 *
 * <p>One execution of the tasklet takes one group of parents, so that each group's findings are kept and a stop is seen
 * in between.
 */
final class DiscoverExistingTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(DiscoverExistingTasklet.class);

    private static final int PARENTS_AT_ONCE = 200;
    private static final int CHILDREN_AT_ONCE = 1_000;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private final long manifest;
    private final Ledger ledger;
    private final FolderApi api;
    private final RunSettings settings;
    private final TimeSource timing;
    private final ProgressTracker progress;
    private final StopSignal stop;
    private boolean begun;
    private long after = Long.MIN_VALUE;

    DiscoverExistingTasklet(
            long manifest,
            Ledger ledger,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop) {
        this.manifest = manifest;
        this.ledger = ledger;
        this.api = api;
        this.settings = settings;
        this.timing = timing;
        this.progress = progress;
        this.stop = stop;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        if (!begun) {
            begin();
        }
        List<LedgerFolder> parents = ledger.unlisted(manifest, after, PARENTS_AT_ONCE);
        if (!parents.isEmpty()) {
            list(parents);
            after = parents.get(parents.size() - 1).number();
        }
        if (parents.isEmpty()) {
            end();
        }
        if (stop.isRequested()) {
            contribution.getStepExecution().setTerminateOnly();
        }
        return RepeatStatus.continueIf(!parents.isEmpty() && !stop.isRequested());
    }

    private void end() {
        FolderCounts counts = ledger.counts(manifest);
        if (counts.failed() > 0) {
            ledger.blockBelowFailed(manifest);
            progress.recordBlocked(ledger.counts(manifest).blocked() - counts.blocked());
        }
        Path plan = settings.plan();
        if (plan != null) {
            SavedPlan.read(plan).requireSameTree(ledger, manifest);
        }
    }

    private void begin() {
        begun = true;
        ledger.resetForRerun(manifest);
        progress.phase("look", ledger.counts(manifest));
        api.authenticate();
    }

    private void list(List<LedgerFolder> parents) throws InterruptedException {
        try (CallExecutor workers = new CallExecutor(settings.concurrency(), timing)) {
            for (LedgerFolder parent : parents) {
                DirId dirId = Optional.ofNullable(parent.dirId()).orElseThrow();
                workers.call(parent.path(), parent.line(), () -> api.list(dirId), answer -> onListed(parent, answer));
            }
            // A stop need not wait for listings: they change nothing.
            while (workers.busy() > 0 && !stop.isRequested()) {
                workers.runCallbacks(LONGEST_WAIT.toNanos());
            }
        }
    }

    private void onListed(LedgerFolder parent, ListResult answer) {
        if (answer instanceof Listed listed) {
            adopt(parent, listed);
            ledger.markListed(manifest, List.of(parent.number()));
        } else if (answer instanceof ListResult.Refused refused) {
            refused(parent, refused);
        }
    }

    /** Without its parent listed, a child is looked for again before it is sent. */
    private void refused(LedgerFolder parent, ListResult.Refused refused) {
        if (refused.concernsListing() || parent.number() == LedgerFolder.TARGET) {
            throw listingFailed(settings, parent.path(), refused);
        }
        String where = parent.path().isEmpty() ? String.valueOf(parent.dirId()) : parent.path();
        String words = Messages.format("look.unlisted", where, refused.describe());
        LogContext.of(where, parent.line(), null, () -> log.warn("{}", words));
        if (parent.number() < LedgerFolder.TARGET) {
            forEachUnfinished(parent, children -> failBelow(parent, children, refused));
        }
    }

    static RuntimeException listingFailed(RunSettings settings, String path, ListResult.Refused refused) {
        if (refused.concernsListing()) {
            return new ApiUnavailableException(
                    Messages.format("look.unreadable", path.isEmpty() ? "/" : path, refused.message()));
        }
        return new InvalidSettingException(
                "pantree.parent",
                settings.parent(),
                Messages.format("setting.parent.rule", refused.describe()),
                Messages.format("setting.parent.remedy"));
    }

    private void adopt(LedgerFolder parent, Listed listed) {
        forEachUnfinished(
                parent,
                children -> record(children.stream()
                        .flatMap(child -> update(child, LookupResult.of(child.name(), listed)).stream())
                        .toList()));
    }

    /** An existing folder that rows give is asked for once; what is to go below one that is not there has no chance. */
    private void failBelow(LedgerFolder parent, List<LedgerFolder> children, ListResult.Refused refused) {
        String message = Messages.format("row.given", String.valueOf(parent.dirId()), refused.describe());
        record(children.stream()
                .map(child -> new FolderUpdate(
                        child.number(), FolderState.FAILED, child.inDoubt(), null, message, child.traceId()))
                .toList());
    }

    private void record(List<FolderUpdate> changes) {
        if (!changes.isEmpty()) {
            ledger.saveOutcomes(manifest, changes);
            changes.forEach(change -> progress.recordOutcome(change.state()));
        }
    }

    private void forEachUnfinished(LedgerFolder parent, Consumer<List<LedgerFolder>> each) {
        long last = -1;
        List<LedgerFolder> children;
        do {
            children = ledger.unfinishedChildren(manifest, parent.number(), last, CHILDREN_AT_ONCE);
            each.accept(children);
            last = children.isEmpty() ? last : children.get(children.size() - 1).number();
        } while (children.size() == CHILDREN_AT_ONCE);
    }

    private Optional<FolderUpdate> update(LedgerFolder child, LookupResult sighting) {
        DirId found = sighting.dirId();
        String conflict = sighting.conflict();
        boolean ours = child.state() == FolderState.SENT || child.inDoubt();
        if (conflict != null) {
            return Optional.of(failed(child, ours, conflict));
        }
        if (found == null) {
            return Optional.empty();
        }
        if (!ours && settings.onExisting() == OnExisting.FAIL) {
            return Optional.of(failed(child, false, InDoubtResolver.existing(found)));
        }
        FolderState state = ours ? FolderState.CREATED : FolderState.EXISTED;
        return Optional.of(new FolderUpdate(child.number(), state, ours, found, null, child.traceId()));
    }

    private static FolderUpdate failed(LedgerFolder child, boolean ours, String why) {
        LogContext.of(child.path(), child.line(), null, () -> log.warn("{}: {}", child.path(), why));
        return new FolderUpdate(child.number(), FolderState.FAILED, ours, null, why, null);
    }
}
