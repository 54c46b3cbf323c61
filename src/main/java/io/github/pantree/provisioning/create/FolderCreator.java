package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.DatabaseErrors;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Moves folders from pending to a final state: a folder's call is sent as soon as its parent's dirID is recorded, in
 * whichever chunks the two arrived. All decisions are made on the step thread; only the calls run on other threads.
 *
 * <p>Invariants: the intent to send is committed before the call is sent; a result is committed before the folder's
 * children are sent or counts change; a folder that was sent without a response is looked up before it is sent again.
 * See {@code src/docs/decisions/002} and {@code 003}.
 */
public final class FolderCreator implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FolderCreator.class);

    private static final int MIN_CAPACITY = 1_000;
    private static final Duration IN_DOUBT_COUNT_INTERVAL = Duration.ofMillis(100);
    private static final Duration MAX_WAIT = Duration.ofMillis(50);

    private final ParentRows parents;
    private final FolderApi api;
    private final TimeSource timing;
    private final ProgressTracker progress;
    private final StopSignal stop;
    private final CallExecutor executor;
    private final TimerQueue timers;
    private final ExplicitParents explicitParents;
    private final OutcomeRecorder recorder;
    private final FolderOutcomes outcomes;
    private final ParentListings listings;
    private final FolderSettler settler;
    private final CallDispatcher dispatcher;
    private final ParentAdmission admission;
    private final LateCommitCheck lateCommits;
    private final GracefulStop gracefulStop;
    private final NewFolders newFolders = new NewFolders();

    private final SiblingBatcher batcher = new SiblingBatcher();
    private final Map<Long, FolderTask> active = new HashMap<>();
    private long inDoubtCountedAt;
    private boolean complete;

    public FolderCreator(CreationContext context) {
        this.parents = new ParentRows(context.manifest(), context.ledger());
        this.api = context.api();
        this.timing = context.timing();
        this.progress = context.progress();
        this.stop = context.stop();
        this.executor = context.executor();
        this.timers = new TimerQueue(timing);
        this.explicitParents = new ExplicitParents(context.ledger().explicitParents(context.manifest()));
        this.recorder = new OutcomeRecorder(context.manifest(), context.ledger(), timing, progress, this::onRecorded);
        this.outcomes = new FolderOutcomes(recorder);
        this.listings = new ParentListings(executor, api, outcomes::failUnlisted);
        DetailChecks details = new DetailChecks(context.manifest(), executor, api, context.tree());
        this.settler = new FolderSettler(context, listings, details, batcher, timers, outcomes);
        var verifier = new ParentVerifier(context, listings, details, timers, settler, outcomes, this::release);
        int mostListings = Math.max(1, executor.size() / 2);
        this.admission =
                new ParentAdmission(context.manifest(), context.tree(), timers, verifier, mostListings, this::release);
        this.lateCommits = new LateCommitCheck(context, details, timers);
        this.gracefulStop = new GracefulStop(context, recorder, outcomes, settler);
        Refusals refusals = Refusals.of(context, outcomes);
        var responses = new MkdirResponseHandler(context, batcher, refusals, timers, settler, outcomes);
        this.dispatcher = new CallDispatcher(context, recorder, batcher, refusals, outcomes, responses);
    }

    /**
     * Accepts folders, parents before children and siblings together.
     *
     * @param last whether no more folders follow
     */
    public void admit(List<LedgerFolder> folders, boolean last) {
        for (LedgerFolder folder : folders) {
            FolderTask task = new FolderTask(folder);
            active.put(folder.number(), task);
            batcher.expectChildOf(folder.parentNumber());
            FolderTask parent = active.get(folder.parentNumber());
            if (parent == null) {
                start(task, parents.find(folder.parentNumber()));
            } else if (!outcomes.blockIfNotCreated(task, parent)) {
                parent.children.add(task);
            }
        }
        if (last) {
            batcher.complete();
            complete = true;
        }
    }

    /** The number of folders in progress below which more can be admitted: enough to keep all calls full and busy. */
    public int capacity() {
        return Math.max(MIN_CAPACITY, 2 * executor.size() * api.capabilities().maxNames());
    }

    /**
     * Runs until at most {@code most} folders are in progress, or a stop is requested.
     *
     * @throws RuntimeException the exception of a call, after everything known was recorded
     */
    public void runUntil(int most) throws InterruptedException {
        boolean busy;
        do {
            busy = step(most);
        } while (busy);
    }

    /** One step of {@link #runUntil}, which waits for an answer at its end; false if there was nothing left to do. */
    boolean step(int most) throws InterruptedException {
        try {
            checkLateCommits();
            if (isBusy(most) && !stop.isRequested()) {
                advance();
                return true;
            }
        } catch (RuntimeException e) {
            stop.request(DatabaseErrors.reason(e).orElse(String.valueOf(e.getMessage())));
            shutDown();
            throw e;
        }
        if (stop.isRequested()) {
            shutDown();
        } else if (active.isEmpty()) {
            progress.inDoubt(0);
        }
        return false;
    }

    private void advance() throws InterruptedException {
        timers.fireDue();
        admission.advance();
        listings.begin();
        boolean idle = dispatcher.dispatch();
        countInDoubt();
        recorder.commitIfDue(idle);
        executor.runCallbacks(timers.untilNext(MAX_WAIT.toNanos()));
    }

    /** After the last folder, folders that were sent more than once are looked up again. */
    private void checkLateCommits() {
        if (complete && active.isEmpty()) {
            lateCommits.advance(dispatcher.lastSentAgainNanos());
        }
    }

    private boolean isBusy(int most) {
        return active.size() > most || (complete && active.isEmpty() && !lateCommits.isDone());
    }

    private void countInDoubt() {
        long now = timing.nanos();
        if (now - inDoubtCountedAt >= IN_DOUBT_COUNT_INTERVAL.toNanos()) {
            inDoubtCountedAt = now;
            progress.inDoubt(active.values().stream()
                    .filter(task -> task.inDoubt && !task.inFlight && !task.isOnlyChecked())
                    .count());
        }
    }

    private void start(FolderTask task, LedgerFolder parent) {
        DirId dirId = parent.dirId();
        if (dirId == null || !parent.state().exists()) {
            outcomes.block(task, parent.path(), parent.state(), parent.message());
        } else {
            start(task, dirId, parent.state(), parent.listed());
        }
    }

    private void start(FolderTask task, DirId parent, FolderState parentState, boolean listed) {
        task.parent = parent;
        task.parentIsOurs = parentState == FolderState.CREATED;
        task.parentIsRecent = newFolders.contains(task.folder.parentNumber());
        if (explicitParents.isAskedForTwice(task)) {
            outcomes.fail(task, Messages.format("row.askedTwice", parent));
        } else {
            boolean empty = newFolders.wasEmpty(task.folder.parentNumber());
            if (empty) {
                // What an earlier run sent or knew was below another folder, which was deleted or never recorded.
                task.inDoubt = false;
                task.everInDoubt = false;
            }
            boolean known = listed && task.folder.dirId() == null;
            admission.add(task, empty || known);
        }
    }

    /** Continues with a folder that no other run creates. Before one is sent again, its copies must be known. */
    private void release(FolderTask task) {
        if (task.inDoubt || task.mayAlreadyExist()) {
            settler.lookUp(task);
        } else {
            batcher.add(task);
        }
    }

    private void onRecorded(FolderTask task, FolderUpdate outcome) {
        active.remove(task.folder.number());
        admission.remove(task);
        DirId dirId = outcome.dirId();
        newFolders.record(task, outcome);
        if (dirId != null && outcome.state().exists()) {
            task.children.forEach(child -> start(child, dirId, outcome.state(), false));
        }
    }

    private void shutDown() throws InterruptedException {
        gracefulStop.run(active.values());
        active.clear();
        dispatcher.clear();
        admission.close();
    }

    @Override
    public void close() {
        executor.close();
        try {
            admission.close();
        } catch (DataAccessException e) {
            log.debug("The claims end with the lock", e);
        }
    }
}
