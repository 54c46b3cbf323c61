package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Sends mkdir calls while calls are free: commits the intents of a group of batches, then sends one batch after
 * another.
 */
final class CallDispatcher {

    /**
     * Until it is known whether the API accepts a kind of call, one call is tried before the others, for at most this
     * long.
     */
    private static final Duration MAX_PROBE = Duration.ofSeconds(2);

    private final FolderApi api;
    private final Capabilities capabilities;
    private final TimeSource timing;
    private final CallExecutor executor;
    private final OutcomeRecorder recorder;
    private final SiblingBatcher batcher;
    private final MissingParents missingParents;
    private final FullParents fullParents;
    private final AccountRefusals account;
    private final FolderOutcomes outcomes;
    private final MkdirResponseHandler responses;

    /** Siblings whose intents are committed; in groups, since a commit per row would make the database file grow. */
    private final Deque<List<FolderTask>> committed = new ArrayDeque<>();
    /** By the number of the parent: batches with committed intents, and calls in flight. */
    private final Map<Long, Integer> callsByParent = new HashMap<>();

    /** When the call was sent that probes how names may be sent; 0 if there is none. */
    private long probeSentAt;

    private Optional<Long> lastSentAgainNanos = Optional.empty();

    CallDispatcher(
            CreationContext context,
            OutcomeRecorder recorder,
            SiblingBatcher batcher,
            Refusals refusals,
            FolderOutcomes outcomes,
            MkdirResponseHandler responses) {
        this.api = context.api();
        this.capabilities = api.capabilities();
        this.timing = context.timing();
        this.executor = context.executor();
        this.recorder = recorder;
        this.batcher = batcher;
        this.missingParents = refusals.missingParents();
        this.fullParents = refusals.fullParents();
        this.account = refusals.account();
        this.outcomes = outcomes;
        this.responses = responses;
    }

    /** Sends all calls that may be sent; returns whether nothing is left to send at present. */
    boolean dispatch() {
        while (hasFreeCall() && commitIntents()) {
            List<FolderTask> siblings = committed.element();
            if (missingParents.isGivenUp(siblings)) {
                end(committed.remove()).forEach(outcomes::failBelowDeletedParent);
            } else if (missingParents.isDelayed(siblings)) {
                end(committed.remove());
            } else if (fullParents.isFull(siblings)) {
                failFull(end(committed.remove()));
            } else if (!account.tryAcquire()) {
                return true;
            } else if (!trySend(siblings)) {
                account.cancel();
                return false;
            }
        }
        if (!hasFreeCall()) {
            // Committed while all calls are in flight, so that the next ones need not wait for it.
            commitIntents();
        }
        return committed.isEmpty() && (batcher.isEmpty() || executor.busy() == 0);
    }

    /** The siblings that wait for these, which are not sent any more, fail next. */
    private void failFull(List<FolderTask> siblings) {
        missingParents.recordKnown(siblings).forEach(batcher::add);
        siblings.forEach(fullParents::fail);
    }

    /** When the last call ended that contained a folder which may already have existed; empty if there was none. */
    Optional<Long> lastSentAgainNanos() {
        return lastSentAgainNanos;
    }

    void clear() {
        batcher.clear();
        committed.clear();
        callsByParent.clear();
    }

    private List<FolderTask> next() {
        int most = api.mostCallsPerParent();
        LongPredicate maySend = parent -> callsByParent.getOrDefault(parent, 0) < most;
        List<FolderTask> siblings = batcher.next(capabilities.maxNames(), maySend);
        if (siblings.isEmpty() && committed.isEmpty() && executor.busy() == 0 && recorder.isCommitted()) {
            siblings = batcher.nextIncomplete(capabilities.maxNames(), maySend);
        }
        begin(siblings);
        return siblings;
    }

    private void begin(List<FolderTask> siblings) {
        if (!siblings.isEmpty()) {
            callsByParent.merge(siblings.get(0).folder.parentNumber(), 1, Integer::sum);
        }
    }

    private List<FolderTask> end(List<FolderTask> siblings) {
        long parent = siblings.get(0).folder.parentNumber();
        callsByParent.computeIfPresent(parent, (number, count) -> count > 1 ? count - 1 : null);
        return siblings;
    }

    private boolean hasFreeCall() {
        return executor.busy() < executor.size();
    }

    /** Commits the intents of the next siblings unless some are already committed; false if none may be sent. */
    private boolean commitIntents() {
        if (!committed.isEmpty()) {
            return true;
        }
        List<FolderTask> siblings = next();
        while (!siblings.isEmpty()) {
            committed.addLast(siblings);
            siblings = committed.size() < executor.size() ? next() : List.of();
        }
        if (committed.isEmpty()) {
            return false;
        }
        recorder.commitIntents(committed.stream().flatMap(List::stream).toList());
        return true;
    }

    /** Sends the next siblings, or as many of them as a call may now contain; false if they must wait for a probe. */
    private boolean trySend(List<FolderTask> siblings) {
        int most = account.mostNames(capabilities.maxNames());
        List<FolderTask> batch = siblings.size() <= most ? siblings : siblings.subList(0, most);
        boolean probe = !capabilities.isProven(batch.size());
        if (probe && probeSentAt != 0 && timing.nanos() - probeSentAt < MAX_PROBE.toNanos()) {
            return false;
        }
        committed.remove();
        if (batch.size() < siblings.size()) {
            committed.addFirst(siblings.subList(most, siblings.size()));
            begin(siblings);
        }
        send(batch, probe);
        return true;
    }

    private void send(List<FolderTask> batch, boolean probe) {
        boolean again = batch.stream().anyMatch(task -> task.sent);
        boolean mayAlreadyExist = batch.stream().anyMatch(FolderTask::mayAlreadyExist);
        batch.forEach(task -> task.markSending(batch.size()));
        account.recordSent(batch);
        if (probe) {
            // Never 0, which means none.
            probeSentAt = timing.nanos() | 1;
        }
        NameEncoding form = capabilities.form(batch.size());
        List<String> names = batch.stream().map(task -> task.folder.name()).toList();
        LedgerFolder first = batch.get(0).folder;
        DirId parent = batch.get(0).knownParent();
        executor.call(first.path(), first.line(), () -> api.mkdir(names, parent, form, again), result -> {
            probeSentAt = probe ? 0 : probeSentAt;
            lastSentAgainNanos = mayAlreadyExist ? Optional.of(timing.nanos()) : lastSentAgainNanos;
            responses.onResponse(end(batch), form, result);
        });
    }
}
