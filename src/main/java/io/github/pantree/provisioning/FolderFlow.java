package io.github.pantree.provisioning;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.Folder;
import io.github.pantree.ledger.FolderChange;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.pan123.Backoff;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.MkdirAnswer;
import io.github.pantree.pan123.MkdirAnswer.Made;
import io.github.pantree.pan123.MkdirAnswer.Refused;
import io.github.pantree.pan123.MkdirAnswer.Unclear;
import io.github.pantree.pan123.Timing;
import io.github.pantree.provisioning.RunSettings.OnExisting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves folders from pending to an end: a folder's call leaves as soon as its parent's dirID is recorded, whatever chunk
 * either came in. All decisions are made on the step's thread; only the calls run on others.
 *
 * <p>Invariants: the intent to send is committed before a call leaves; an answer is committed before a child of the
 * folder leaves or a count moves; what was sent without an answer is looked for before it is sent again. See
 * {@code src/docs/decisions/002} and {@code 003}.
 */
final class FolderFlow implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FolderFlow.class);

    /** A parent made a moment ago may not be known to every server of the API. */
    private static final Backoff NEW_PARENT = new Backoff(Duration.ofMillis(400), Duration.ofSeconds(4));

    private static final int TRIES_FOR_NEW_PARENT = 8;
    private static final int CHANGES_PER_COMMIT = 256;
    private static final Duration LONGEST_UNCOMMITTED = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private final long manifest;
    private final Ledger ledger;
    private final FolderApi api;
    private final RunSettings settings;
    private final Timing timing;
    private final ProgressBoard progress;
    private final StopSignal stop;
    private final Workers workers;
    private final Timers timers;
    private final ParentLooks looks;

    private final Map<Long, FolderTask> active = new HashMap<>();
    private final Deque<FolderTask> ready = new ArrayDeque<>();
    /** Tasks whose intent is committed; a group at a time, since a commit a row makes the database file grow. */
    private final Deque<FolderTask> intended = new ArrayDeque<>();

    private final List<FolderTask> changed = new ArrayList<>();
    private final Map<FolderTask, FolderChange> changes = new HashMap<>();
    private long changedSince;

    FolderFlow(
            long manifest,
            Ledger ledger,
            FolderApi api,
            RunSettings settings,
            Timing timing,
            ProgressBoard progress,
            StopSignal stop) {
        this.manifest = manifest;
        this.ledger = ledger;
        this.api = api;
        this.settings = settings;
        this.timing = timing;
        this.progress = progress;
        this.stop = stop;
        this.workers = new Workers(settings.concurrency());
        this.timers = new Timers(timing);
        this.looks = new ParentLooks(workers, api);
    }

    /** Takes folders in, parents before children. */
    void admit(List<? extends Folder> folders) {
        for (Folder folder : folders) {
            FolderTask task = new FolderTask(folder);
            active.put(folder.number(), task);
            FolderTask parent = active.get(folder.parentNumber());
            if (parent != null) {
                parent.children.add(task);
            } else {
                start(task, ledger.find(manifest, folder.parentNumber()).orElseThrow());
            }
        }
    }

    /**
     * Goes on until at most {@code most} folders are under way, or the run is told to stop.
     *
     * @throws RuntimeException what a call threw; what is known is recorded then
     */
    void runUntil(int most) throws InterruptedException {
        try {
            while (active.size() > most && !stop.isRequested()) {
                timers.fireDue();
                dispatch();
                commitChanges(false);
                workers.handBack(timers.untilNext(LONGEST_WAIT.toNanos()));
            }
        } catch (RuntimeException e) {
            stop.request(String.valueOf(e.getMessage()));
            windDown();
            throw e;
        }
        if (stop.isRequested()) {
            windDown();
        }
    }

    private void start(FolderTask task, Folder parent) {
        DirId dirId = parent.dirId();
        if (dirId == null) {
            block(task, parent.state() == FolderState.BLOCKED ? parent.message() : notTried(parent.path()));
        } else {
            start(task, dirId, parent.state() == FolderState.EXISTED && !parent.looked());
        }
    }

    private void start(FolderTask task, DirId parent, boolean mayBeThere) {
        task.parent = parent;
        if (task.open || mayBeThere) {
            look(task);
        } else {
            ready.addLast(task);
        }
    }

    // --- sending ---

    private void dispatch() {
        while (workers.busy() < settings.concurrency() && intend()) {
            send(intended.removeFirst());
        }
    }

    /** Makes sure that a task is intended, if any is ready. */
    private boolean intend() {
        if (intended.isEmpty() && !ready.isEmpty()) {
            List<Long> numbers = new ArrayList<>();
            while (!ready.isEmpty() && numbers.size() < settings.concurrency()) {
                FolderTask task = ready.removeFirst();
                intended.addLast(task);
                numbers.add(task.folder.number());
            }
            ledger.markSent(manifest, numbers);
            intended.forEach(task -> task.state = FolderState.SENT);
            KillPoint.reached("after-intent");
        }
        return !intended.isEmpty();
    }

    private void send(FolderTask task) {
        boolean again = task.sent;
        task.sent = true;
        task.sends++;
        task.open = true;
        task.looks = 0;
        task.stray = null;
        workers.call(() -> api.mkdir(task.folder.name(), task.knownParent(), again), answer -> answered(task, answer));
    }

    private void answered(FolderTask task, MkdirAnswer answer) {
        KillPoint.reached("after-answer");
        if (answer instanceof Made made) {
            made(task, made);
        } else if (answer instanceof Refused refused) {
            refused(task, refused);
        } else if (answer instanceof Unclear unclear) {
            unclear(task, unclear.reason(), unclear.traceId());
        } else if (answer instanceof MkdirAnswer.Throttled) {
            // Not carried out; the pacer holds the next one back.
            takeBack(task);
            ready.addFirst(task);
        } else {
            takeBack(task);
        }
    }

    private static void takeBack(FolderTask task) {
        task.open = false;
        task.sends--;
    }

    private void made(FolderTask task, Made made) {
        task.traceId = made.traceId();
        if (made.filename().equals(task.folder.name())) {
            there(task, FolderState.CREATED, made.dirId(), null);
            return;
        }
        task.stray = made;
        task.trouble = "the API answered the folder \"" + made.filename() + "\" (dirID " + made.dirId() + ")";
        look(task);
    }

    private void refused(FolderTask task, Refused refused) {
        task.traceId = refused.traceId();
        task.trouble = refused.describe();
        switch (refused.hint()) {
            case BAD_NAME -> fail(task, "the API refuses the name: " + task.trouble);
            case NO_PARENT -> noParent(task);
            case EXISTS -> {
                // Says for certain that this call made nothing, so what is found was there before, unless it is ours.
                task.open = false;
                look(task);
            }
            case UNKNOWN -> unclear(task, task.trouble, refused.traceId());
        }
    }

    private void noParent(FolderTask task) {
        task.open = false;
        boolean given = task.folder.parentNumber() == Folder.TARGET;
        if (given || task.sends >= TRIES_FOR_NEW_PARENT) {
            fail(task, "the API does not know the parent " + task.knownParent() + ": " + task.trouble);
            return;
        }
        sendAfter(task, NEW_PARENT);
    }

    private void unclear(FolderTask task, String reason, @Nullable String traceId) {
        log.info("{}: {}; looking for it{}", task.folder.path(), reason, traceId == null ? "" : " (" + traceId + ")");
        task.trouble = reason;
        task.inDoubt = true;
        look(task);
    }

    private void sendAfter(FolderTask task, Backoff backoff) {
        timers.after(backoff.pause(Math.max(1, task.sends), ThreadLocalRandom.current()), () -> ready.addLast(task));
    }

    // --- looking ---

    private void look(FolderTask task) {
        looks.look(task, new ParentLooks.Eyes() {
            @Override
            public void sees(Sighting sighting) {
                saw(task, sighting);
            }

            @Override
            public void refused(String why) {
                fail(task, "the parent cannot be listed: " + why + (task.open ? "; " + task.trouble : ""));
            }
        });
    }

    private void saw(FolderTask task, Sighting sighting) {
        String conflict = sighting.conflict();
        DirId found = sighting.dirId();
        if (conflict != null) {
            // Whatever somebody does about it, the next run has to look before it sends.
            task.inDoubt = true;
            fail(task, conflict);
        } else if (found != null) {
            found(task, found);
        } else if (task.trouble.isEmpty() && !task.open) {
            // The children of an adopted folder: nothing was sent yet, and now it is known that nothing is there.
            ready.addLast(task);
        } else if (++task.looks < settings.settle().looks()) {
            timers.after(settings.settle().pauseAfter(task.looks), () -> look(task));
        } else {
            absent(task);
        }
    }

    private void found(FolderTask task, DirId found) {
        Made stray = task.stray;
        boolean ours = task.inDoubt || (stray != null && stray.dirId().equals(found));
        String twin = stray == null || stray.dirId().equals(found) ? null : strayTwin(task, stray);
        if (ours) {
            there(task, FolderState.CREATED, found, twin);
        } else if (settings.onExisting() == OnExisting.ADOPT) {
            there(task, FolderState.EXISTED, found, twin);
        } else {
            fail(task, alreadyThere(found) + (twin == null ? "" : "; " + twin));
        }
    }

    static String alreadyThere(DirId found) {
        return "the folder is there already (dirID " + found + ") and pantree.on-existing is fail";
    }

    private static String strayTwin(FolderTask task, Made stray) {
        String twin = "the API made a stray twin \"" + stray.filename() + "\" (dirID " + stray.dirId()
                + ") beside it; delete that one";
        log.warn("{}: {}", task.folder.path(), twin);
        return twin;
    }

    /** Looked for as often as settings ask, and not seen. */
    private void absent(FolderTask task) {
        Made stray = task.stray;
        if (stray != null) {
            log.warn("{}: {}, and no other is there: taken", task.folder.path(), task.trouble);
            there(
                    task,
                    FolderState.CREATED,
                    stray.dirId(),
                    task.trouble + " and it was taken, since no other is there");
        } else if (!task.open && task.sends > 0) {
            task.inDoubt = true;
            fail(
                    task,
                    "the API says that it exists, but the listing of its parent does not show it (" + task.trouble
                            + "); look into the parent, then run again");
        } else if (task.sends >= settings.attempts()) {
            task.open = false;
            fail(task, "given up after " + task.sends + " tries: " + task.trouble);
        } else {
            task.open = false;
            sendAfter(task, Backoff.STANDARD);
        }
    }

    // --- ends ---

    private void there(FolderTask task, FolderState state, DirId dirId, @Nullable String message) {
        end(task, new FolderChange(task.folder.number(), state, task.inDoubt, dirId, message, task.traceId));
    }

    private void fail(FolderTask task, String message) {
        log.warn("{}: {}", task.folder.path(), message);
        end(
                task,
                new FolderChange(task.folder.number(), FolderState.FAILED, task.inDoubt, null, message, task.traceId));
    }

    private static String notTried(String failed) {
        return "not tried, since " + failed + " failed";
    }

    /** @param why names the ancestor that failed, not one that is itself blocked */
    private void block(FolderTask task, @Nullable String why) {
        end(task, new FolderChange(task.folder.number(), FolderState.BLOCKED, task.inDoubt, null, why, null));
    }

    private void end(FolderTask task, FolderChange change) {
        task.open = false;
        if (changed.isEmpty()) {
            changedSince = timing.nanos();
        }
        changed.add(task);
        changes.put(task, change);
        if (!change.state().isThere()) {
            boolean failed = change.state() == FolderState.FAILED;
            task.children.forEach(child -> block(child, failed ? notTried(task.folder.path()) : change.message()));
        }
    }

    // --- recording ---

    private void commitChanges(boolean now) {
        boolean idle = ready.isEmpty() && intended.isEmpty();
        boolean due = now
                || idle
                || changed.size() >= CHANGES_PER_COMMIT
                || timing.nanos() - changedSince >= LONGEST_UNCOMMITTED.toNanos();
        if (changed.isEmpty() || !due) {
            return;
        }
        KillPoint.reached("before-record");
        ledger.record(manifest, changes.values());
        KillPoint.reached("after-record");
        List<FolderTask> recorded = List.copyOf(changed);
        changed.clear();
        recorded.forEach(this::release);
    }

    /** Only what is recorded counts, and lets children go. */
    private void release(FolderTask task) {
        FolderChange change = changes.remove(task);
        if (change == null) {
            return;
        }
        active.remove(task.folder.number());
        progress.moved(FolderState.PENDING, change.state());
        DirId dirId = change.dirId();
        if (dirId != null) {
            task.children.forEach(child -> start(child, dirId, change.state() == FolderState.EXISTED));
        }
    }

    // --- stopping ---

    /**
     * Ends in order: waits for the calls under way, looks once for what they left in doubt, and takes back the intents of
     * calls that did not leave. What cannot be settled stays sent, and the next run settles it.
     */
    private void windDown() throws InterruptedException {
        api.halt();
        collect();
        List<FolderTask> doubtful = active.values().stream()
                .filter(task -> task.open && !changes.containsKey(task))
                .toList();
        doubtful.forEach(task -> task.looks = settings.settle().looks() - 1);
        looks.restart(doubtful, this::sawAtTheEnd);
        collect();
        commitChanges(true);
        List<FolderChange> takenBack = active.values().stream()
                .filter(task -> task.state == FolderState.SENT && !task.open)
                .map(task -> new FolderChange(
                        task.folder.number(), FolderState.PENDING, task.inDoubt, null, null, task.traceId))
                .toList();
        ledger.record(manifest, takenBack);
        active.clear();
        ready.clear();
        intended.clear();
    }

    private void sawAtTheEnd(FolderTask task, Sighting sighting) {
        DirId found = sighting.dirId();
        if (found != null) {
            found(task, found);
        }
    }

    private void collect() throws InterruptedException {
        RuntimeException failure = workers.handBackAll();
        if (failure != null) {
            log.debug("While stopping", failure);
        }
        commitChanges(true);
    }

    @Override
    public void close() {
        workers.close();
    }
}
