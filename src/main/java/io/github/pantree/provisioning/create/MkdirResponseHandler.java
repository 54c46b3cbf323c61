package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.Backoff;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.provisioning.run.Failpoint;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Decides what the response to a mkdir call means for each folder of its batch. */
final class MkdirResponseHandler {

    /** A new parent may not be known to every server of the API yet. */
    private static final Backoff NEW_PARENT = new Backoff(Duration.ofMillis(400), Duration.ofSeconds(4));

    private static final int NEW_PARENT_ATTEMPTS = 8;

    private final Capabilities capabilities;
    private final SiblingBatcher batcher;
    private final MissingParents missingParents;
    private final FullParents fullParents;
    private final AccountRefusals account;
    private final TimerQueue timers;
    private final RandomGenerator random;
    private final FolderSettler settler;
    private final FolderOutcomes outcomes;

    MkdirResponseHandler(
            CreationContext context,
            SiblingBatcher batcher,
            Refusals refusals,
            TimerQueue timers,
            FolderSettler settler,
            FolderOutcomes outcomes) {
        this.capabilities = context.api().capabilities();
        this.batcher = batcher;
        this.missingParents = refusals.missingParents();
        this.fullParents = refusals.fullParents();
        this.account = refusals.account();
        this.timers = timers;
        this.random = context.random();
        this.settler = settler;
        this.outcomes = outcomes;
    }

    void onResponse(List<FolderTask> batch, NameEncoding form, MkdirBatchResult result) {
        Failpoint.hit("after-answer");
        batch.forEach(task -> task.inFlight = false);
        MkdirResult whole = result.whole();
        boolean notCarriedOut = whole instanceof MkdirResult.Throttled || whole instanceof MkdirResult.Unconnected;
        boolean parentRefused = whole instanceof Refused refused && refused.reason() == RefusalReason.NO_PARENT;
        if (!parentRefused && !notCarriedOut) {
            missingParents.recordKnown(batch).forEach(batcher::add);
        }
        if (whole instanceof Refused refused) {
            onRefused(batch, form, refused);
        } else if (notCarriedOut) {
            account.recordUnknown();
            // The pacer or the outage guard delays the next call.
            batch.forEach(FolderTask::revertSend);
            batcher.addFirst(batch);
        } else if (whole instanceof MkdirResult.NotSent) {
            account.recordUnknown();
            batch.forEach(FolderTask::revertSend);
        } else {
            onResults(batch, form, result);
        }
    }

    private void onResults(List<FolderTask> batch, NameEncoding form, MkdirBatchResult results) {
        int count = (int) batch.stream()
                .filter(task -> results.of(task.folder.name()) instanceof Created)
                .count();
        if (count > 0) {
            capabilities.recordSuccess(form, batch.size());
            fullParents.recordCreated(batch, count);
            account.recordCreated(batch);
        } else {
            account.recordUnknown();
        }
        List<FolderTask> inDoubt = new ArrayList<>();
        for (FolderTask task : batch) {
            MkdirResult result = results.of(task.folder.name());
            if (result instanceof Created created) {
                onCreated(task, created);
            } else if (result instanceof Unknown unknown) {
                task.returnedUnderOtherName = unknown.underOtherName();
                task.lastError = unknown.reason();
                task.traceId = unknown.traceId();
                inDoubt.add(task);
            }
        }
        settler.lookUpInDoubt(inDoubt);
    }

    private void onCreated(FolderTask task, Created created) {
        task.traceId = created.traceId();
        if (!created.filename().equals(task.folder.name())) {
            task.renamedResult = created;
            task.lastError = Messages.format("row.otherName", created.filename(), created.dirId());
            settler.lookUp(task);
        } else if (!outcomes.created(task, created.dirId())) {
            task.lastError = Messages.format("row.others", created.dirId());
            settler.lookUpInDoubt(List.of(task));
        }
    }

    private void onRefused(List<FolderTask> batch, NameEncoding form, Refused refused) {
        for (FolderTask task : batch) {
            task.traceId = refused.traceId();
            task.lastError = refused.describe();
        }
        if (account.recordRefused(batch, refused)) {
            settler.lookUpInDoubt(batch);
        } else if (refused.reason() == RefusalReason.NO_PARENT) {
            onMissingParent(batch);
        } else if (batch.size() > 1) {
            onBatchRefused(batch, form, refused);
        } else {
            onSingleRefused(batch.get(0), form, refused);
        }
    }

    private void onSingleRefused(FolderTask task, NameEncoding form, Refused refused) {
        switch (refused.reason()) {
            case BAD_NAME -> outcomes.fail(task, Messages.format("row.name", task.lastError));
            case EXISTS -> {
                // This call certainly created nothing, so a folder that is found existed before, unless an earlier call
                // is in doubt.
                task.inDoubt = false;
                settler.lookUp(task);
            }
            case TOO_MANY -> {
                fullParents.recordFull(task);
                fullParents.fail(task);
            }
            case FORM -> {
                if (capabilities.recordFormRefused(form, 1)) {
                    task.revertSend();
                    batcher.add(task);
                } else {
                    settler.lookUpInDoubt(List.of(task));
                }
            }
            default -> {
                capabilities.recordUnknownRefusal(form, 1);
                settler.lookUpInDoubt(List.of(task));
            }
        }
    }

    /** A single name, or the number of names, makes the API refuse all of them: smaller batches isolate the cause. */
    private void onBatchRefused(List<FolderTask> batch, NameEncoding form, Refused refused) {
        int half = FolderSettler.half(batch.size());
        switch (refused.reason()) {
            case FORM -> {
                boolean otherForm = capabilities.recordFormRefused(form, batch.size());
                settler.resend(batch, () -> otherForm ? Integer.MAX_VALUE : half);
            }
            case TOO_MANY -> {
                if (fullParents.recordRefused(batch)) {
                    batch.get(0).maxBatchSize = 1;
                }
                settler.resend(batch, () -> accepted(half));
            }
            case EXISTS, BAD_NAME -> settler.resend(batch, () -> half);
            default -> {
                // May have been carried out for some of them, or for all.
                capabilities.recordUnknownRefusal(form, batch.size());
                settler.lookUpInDoubt(batch);
            }
        }
    }

    /** A size that was accepted by now, if any: another refusal would cost the time of settling once more. */
    private int accepted(int most) {
        int accepted = capabilities.mostAccepted();
        return accepted > 1 ? Math.min(most, accepted) : most;
    }

    private void onMissingParent(List<FolderTask> batch) {
        batch.forEach(task -> task.inDoubt = false);
        if (batch.get(0).folder.parentNumber() <= LedgerFolder.TARGET) {
            batch.forEach(task -> outcomes.fail(
                    task, Messages.format("row.parent", task.knownParent().orSlash(), task.lastError)));
        } else if (missingParents.isGivenUp(batch)) {
            batch.forEach(outcomes::failBelowDeletedParent);
        } else if (missingParents.recordMissing(batch)) {
            retryParent(batch);
        }
    }

    private void retryParent(List<FolderTask> batch) {
        int sends = batch.stream().mapToInt(task -> task.sends).max().orElseThrow();
        if (sends < NEW_PARENT_ATTEMPTS) {
            Duration pause = NEW_PARENT.pause(Math.max(1, sends), random);
            timers.after(pause, () -> batch.forEach(batcher::add));
        } else {
            List<FolderTask> waiting = missingParents.giveUp(batch);
            batch.forEach(outcomes::failBelowDeletedParent);
            waiting.forEach(outcomes::failBelowDeletedParent);
        }
    }
}
