package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.VerificationStore.Check;
import io.github.pantree.ledger.VerificationStore.Extra;
import io.github.pantree.ledger.VerificationStore.Parent;
import io.github.pantree.ledger.VerificationStore.State;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Compares the remote tree with the manifest's, from the target down: each folder that has children in the manifest is
 * listed once. What lies below a folder that is missing needs no call.
 */
final class VerifyTasklet implements Tasklet {

    private static final int PARENTS_AT_ONCE = 200;
    private static final int CHILDREN_AT_ONCE = 1_000;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private final long manifest;
    private final VerificationStore checks;
    private final FolderApi api;
    private final RunSettings settings;
    private final TimeSource timing;
    private final ProgressTracker progress;
    private final StopSignal stop;
    private final long folders;
    private boolean begun;
    private long after = Long.MIN_VALUE;

    VerifyTasklet(
            long manifest,
            VerificationStore checks,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop,
            long folders) {
        this.manifest = manifest;
        this.checks = checks;
        this.api = api;
        this.settings = settings;
        this.timing = timing;
        this.progress = progress;
        this.stop = stop;
        this.folders = folders;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        if (!begun) {
            begun = true;
            progress.phase("verify", FolderCounts.NONE.plus(FolderState.PENDING, folders));
            api.authenticate();
            checks.begin(manifest);
        }
        List<Parent> parents = checks.parents(manifest, after, PARENTS_AT_ONCE, settings.extra());
        if (!parents.isEmpty()) {
            list(parents);
            after = parents.get(parents.size() - 1).number();
        }
        if (stop.isRequested()) {
            contribution.getStepExecution().setTerminateOnly();
        }
        return RepeatStatus.continueIf(!parents.isEmpty() && !stop.isRequested());
    }

    private void list(List<Parent> parents) throws InterruptedException {
        try (CallExecutor workers = new CallExecutor(settings.concurrency(), timing)) {
            for (Parent parent : parents) {
                DirId dirId = parent.dirId();
                if (dirId == null) {
                    boolean missing = parent.state() == State.MISSING;
                    below(
                            parent,
                            missing ? State.MISSING : State.UNCHECKED,
                            missing ? "" : Messages.format("verify.above"));
                } else {
                    workers.call(parent.path(), null, () -> api.list(dirId), answer -> onListed(parent, answer));
                }
            }
            // A stop need not wait for listings: they change nothing.
            while (workers.busy() > 0 && !stop.isRequested()) {
                workers.runCallbacks(LONGEST_WAIT.toNanos());
            }
        }
    }

    private void onListed(Parent parent, ListResult answer) {
        if (answer instanceof Listed listed) {
            compare(parent, listed);
        } else if (answer instanceof ListResult.Refused refused) {
            if (parent.number() == LedgerFolder.TARGET) {
                throw DiscoverExistingTasklet.listingFailed(settings, parent.path(), refused);
            }
            below(parent, State.UNCHECKED, Messages.format("verify.unlisted", refused.describe()));
        }
    }

    private void compare(Parent parent, Listed listed) {
        Set<String> named = new HashSet<>();
        forEachChild(parent, children -> {
            children.forEach(child -> named.add(child.name()));
            record(children.stream().map(child -> check(child, listed)).toList());
        });
        if (settings.extra()) {
            checks.recordExtras(
                    manifest,
                    listed.byName().values().stream()
                            .flatMap(List::stream)
                            .filter(entry -> entry.isFolder() && !named.contains(entry.name()))
                            .map(entry -> new Extra(parent.number(), entry.name(), entry.dirId()))
                            .toList());
        }
    }

    private static Check check(LedgerFolder child, Listed listed) {
        List<Entry> found = listed.folders(child.name());
        if (found.size() > 1) {
            String dirIds = String.join(
                    ", ", found.stream().map(entry -> entry.dirId().value()).toList());
            return new Check(
                    child.number(), State.DOUBLED, null, Messages.format("verify.doubled", found.size(), dirIds));
        }
        if (found.isEmpty()) {
            String detail = listed.hasFile(child.name()) ? Messages.format("verify.file") : null;
            return new Check(child.number(), State.MISSING, null, detail);
        }
        DirId there = found.get(0).dirId();
        DirId known = child.dirId();
        boolean other = known != null && !known.equals(there);
        return new Check(child.number(), other ? State.OTHER : State.THERE, there, null);
    }

    private void below(Parent parent, State state, String detail) {
        forEachChild(
                parent,
                children -> record(children.stream()
                        .map(child -> new Check(child.number(), state, null, detail.isEmpty() ? null : detail))
                        .toList()));
    }

    private void record(List<Check> compared) {
        checks.record(manifest, compared);
        progress.recordCompared(compared.size());
    }

    /** What takes some of a folder's children. */
    private interface Children {
        void take(List<LedgerFolder> children);
    }

    private void forEachChild(Parent parent, Children each) {
        long last = -1;
        List<LedgerFolder> children = new ArrayList<>();
        do {
            children = checks.children(manifest, parent.number(), last, CHILDREN_AT_ONCE);
            each.take(children);
            last = children.isEmpty() ? last : children.get(children.size() - 1).number();
        } while (children.size() == CHILDREN_AT_ONCE);
    }
}
