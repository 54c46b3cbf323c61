package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.Backoff;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.FolderTask.BatchRefusal;
import io.github.pantree.support.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles folders by listing their parents: a folder is finished, looked up again after a pause, or sent (again). */
final class FolderSettler {

    private static final Logger log = LoggerFactory.getLogger(FolderSettler.class);

    private static final Listed NOTHING = new Listed(Map.of());

    private final ParentListings listings;
    private final InDoubtResolver resolver;
    private final SiblingBatcher batcher;
    private final TimerQueue timers;
    private final RandomGenerator random;
    private final FolderOutcomes outcomes;
    private final AbsenceProofs absences;
    /** By the number of the parent: siblings that wait before another call. */
    private final Map<Long, List<FolderTask>> delayed = new HashMap<>();

    private final LastComputed<Listed, NumberedCopies> copies = new LastComputed<>();
    private final CreatedByOthers others;

    FolderSettler(
            CreationContext context,
            ParentListings listings,
            DetailChecks details,
            SiblingBatcher batcher,
            TimerQueue timers,
            FolderOutcomes outcomes) {
        this.listings = listings;
        this.resolver = new InDoubtResolver(context.settings());
        this.batcher = batcher;
        this.timers = timers;
        this.random = context.random();
        this.outcomes = outcomes;
        this.absences = new AbsenceProofs(context.manifest(), context.tree(), details, outcomes);
        this.others = new CreatedByOthers(context.manifest(), context.tree());
    }

    void lookUp(FolderTask task) {
        listings.request(List.of(task), listed -> settle(task, listed));
    }

    private void settle(FolderTask task, Listed listed) {
        LookupResult result = task.resultIn(listed);
        task.copies = copies.of(listed, () -> new NumberedCopies(listed)).of(task.name());
        if (result.isAbsent()) {
            absences.record(task, listed);
        } else {
            task.explainRefusal();
            findCreator(task, listed, result);
        }
        settle(task, result);
    }

    /** Looks up siblings whose call may have been carried out. */
    void lookUpInDoubt(List<FolderTask> siblings) {
        for (FolderTask task : siblings) {
            task.everInDoubt = true;
            if (task.lastBatchSize > 1 && task.sends > 1) {
                // Any one of them may be the one that the API cannot process.
                task.maxBatchSize = half(task.lastBatchSize);
                task.sends = 0;
            }
            lookUp(task);
        }
        if (!siblings.isEmpty()) {
            logLookups(siblings);
        }
    }

    static int half(int batchSize) {
        return Math.max(1, (batchSize + 1) / 2);
    }

    private static void logLookups(List<FolderTask> siblings) {
        FolderTask first = siblings.get(0);
        String trace = first.traceId == null ? "-" : first.traceId;
        String path = first.folder.path();
        String parent = path.substring(0, path.length() - first.folder.name().length());
        String message = siblings.size() == 1
                ? Messages.format("row.looking", path, first.lastError, trace)
                : Messages.format("row.lookingAll", siblings.size(), parent, first.lastError, trace);
        first.log(() -> log.info("{}", message));
    }

    /**
     * Looks up siblings whose call was refused as a whole, although the server may have created some before it refused
     * one. Those that do not exist are sent again, in batches of at most {@code maxBatchSize} if none of them exists.
     *
     * @param maxBatchSize requested when they are sent again
     */
    void resend(List<FolderTask> batch, IntSupplier maxBatchSize) {
        BatchRefusal refusal = new BatchRefusal(maxBatchSize);
        for (FolderTask task : batch) {
            task.refusal = refusal;
            task.sends--;
            task.everInDoubt |= task.parentIsOurs;
            task.uncountedCall = true;
            lookUp(task);
        }
    }

    private void settle(FolderTask task, LookupResult result) {
        Resolution resolution = resolver.resolve(task, result);
        if (resolution instanceof Resolution.ListAgain again) {
            timers.after(again.pause(), () -> lookUp(task));
        } else if (resolution instanceof Resolution.Send send && !send.again()) {
            batcher.add(task);
        } else if (!result.isAbsent() || !absences.failIfCopied(task)) {
            follow(task, resolution);
        }
    }

    private void follow(FolderTask task, Resolution resolution) {
        if (resolution instanceof Resolution.Final end) {
            outcomes.finish(task, end);
        } else {
            absences.prove(task, existing -> finish(task, existing), () -> sendAfterPause(task));
        }
    }

    private void findCreator(FolderTask task, Listed listed, LookupResult result) {
        DirId found = result.dirId();
        if (found != null && task.mayBeOurs()) {
            boolean byOther = others.contains(task.knownParent(), task.name(), listed, found);
            task.createdByOther = byOther ? found : null;
        }
    }

    /** Ends a folder that exists, whether a listing or its details show it. */
    void finish(FolderTask task, Listed listed, LookupResult result) {
        findCreator(task, listed, result);
        outcomes.finish(task, resolver.found(task, result));
    }

    /** Ends a folder that exists, whatever listings show now. */
    void finish(FolderTask task, LookupResult result) {
        finish(task, NOTHING, result);
    }

    /** Only its known dirID, if there is one: another one does not prove that it does not exist any more. */
    void finishIfFound(FolderTask task, Listed listed) {
        LookupResult result = task.resultIn(listed);
        DirId known = task.folder.dirId();
        if (result.dirId() != null && (known == null || known.equals(result.dirId()))) {
            finish(task, listed, result);
        }
    }

    /** Siblings that are sent again share one pause and one call. */
    private void sendAfterPause(FolderTask task) {
        task.limitBatch();
        long parent = task.folder.parentNumber();
        List<FolderTask> waiting = delayed.get(parent);
        if (waiting != null) {
            waiting.add(task);
            return;
        }
        List<FolderTask> siblings = new ArrayList<>(List.of(task));
        delayed.put(parent, siblings);
        timers.after(Backoff.STANDARD.pause(Math.max(1, task.sends), random), () -> {
            delayed.remove(parent);
            absences.confirm(siblings, this::finish, batcher::add);
        });
    }
}
