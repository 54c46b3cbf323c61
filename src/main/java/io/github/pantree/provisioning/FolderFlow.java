package io.github.pantree.provisioning;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.folder.Words;
import io.github.pantree.ledger.Folder;
import io.github.pantree.ledger.FolderChange;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFailure;
import io.github.pantree.pan123.Backoff;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.MkdirAnswer;
import io.github.pantree.pan123.MkdirAnswer.Hint;
import io.github.pantree.pan123.MkdirAnswer.Made;
import io.github.pantree.pan123.MkdirAnswer.Refused;
import io.github.pantree.pan123.MkdirAnswer.Unclear;
import io.github.pantree.pan123.Timing;
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
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);
    /** Whoever stops a run waits for it: what a hanging API leaves in doubt is left to the next run. */
    private static final Duration LONGEST_SETTLING_AT_STOP = Duration.ofSeconds(2);

    private final long manifest;
    private final Ledger ledger;
    private final FolderApi api;
    private final RunSettings settings;
    private final StopSignal stop;
    private final Workers workers;
    private final Timers timers;
    private final ParentLooks looks;
    private final Settling settling;
    private final Recorder recorder;
    private final ProgressBoard progress;
    private final GivenDirIds given = new GivenDirIds();
    private final GivenParents givenParents;

    private final Map<Long, FolderTask> active = new HashMap<>();
    private final Deque<FolderTask> ready = new ArrayDeque<>();
    /** Tasks whose intent is committed; a group at a time, since a commit a row makes the database file grow. */
    private final Deque<FolderTask> intended = new ArrayDeque<>();

    private final UnknownParents unknownParents = new UnknownParents();

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
        this.stop = stop;
        this.workers = new Workers(settings.concurrency(), timing);
        this.timers = new Timers(timing);
        this.givenParents = new GivenParents(ledger.givenParents(manifest));
        this.looks = new ParentLooks(workers, api);
        this.settling = new Settling(settings);
        this.progress = progress;
        this.recorder = new Recorder(manifest, ledger, timing, progress, this::recorded);
    }

    /** Takes folders in, parents before children. */
    void admit(List<? extends Folder> folders) {
        for (Folder folder : folders) {
            FolderTask task = new FolderTask(folder);
            active.put(folder.number(), task);
            FolderTask parent = active.get(folder.parentNumber());
            if (parent != null) {
                adopt(parent, task);
            } else {
                start(task, ledger.find(manifest, folder.parentNumber()).orElseThrow());
            }
        }
    }

    /** A parent that has come to an end may not be recorded yet. */
    private void adopt(FolderTask parent, FolderTask child) {
        FolderChange end = parent.end;
        if (end == null || end.state().isThere()) {
            parent.children.add(child);
        } else {
            block(child, why(parent, end));
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
                progress.inDoubt(active.values().stream()
                        .filter(task -> task.open && !task.inFlight)
                        .count());
                recorder.commitIfDue(ready.isEmpty() && intended.isEmpty());
                workers.handBack(timers.untilNext(LONGEST_WAIT.toNanos()));
            }
        } catch (RuntimeException e) {
            stop.request(LedgerFailure.reason(e).orElse(String.valueOf(e.getMessage())));
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
            block(
                    task,
                    parent.state() == FolderState.BLOCKED
                            ? parent.message()
                            : notTried(parent.path(), parent.message()));
        } else {
            start(task, dirId, parent.state() == FolderState.EXISTED && !parent.looked());
        }
    }

    private void start(FolderTask task, DirId parent, boolean mayBeThere) {
        task.parent = parent;
        if (givenParents.isAskedForTwice(task)) {
            fail(task, Words.say("row.askedTwice", parent));
        } else if (task.open || mayBeThere) {
            look(task);
        } else {
            ready.addLast(task);
        }
    }

    // --- sending ---

    private void dispatch() {
        while (workers.busy() < settings.concurrency() && intend()) {
            FolderTask task = intended.removeFirst();
            if (unknownParents.isGone(task)) {
                fail(task, parentGone(task));
            } else if (!unknownParents.holdsBack(task)) {
                send(task);
            }
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
        task.inFlight = true;
        task.looks = 0;
        task.stray = null;
        workers.call(() -> api.mkdir(task.folder.name(), task.knownParent(), again), answer -> answered(task, answer));
    }

    private void answered(FolderTask task, MkdirAnswer answer) {
        KillPoint.reached("after-answer");
        task.inFlight = false;
        boolean denied = answer instanceof Refused refused && refused.hint() == Hint.NO_PARENT;
        if (!denied && !(answer instanceof MkdirAnswer.Throttled)) {
            ready.addAll(unknownParents.known(task));
        }
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
            if (given.isOthers(task, made.dirId())) {
                unclear(task, Words.say("row.others", made.dirId()), made.traceId());
            } else {
                there(task, FolderState.CREATED, made.dirId(), null);
            }
            return;
        }
        task.stray = made;
        task.trouble = Words.say("row.otherName", made.filename(), made.dirId());
        look(task);
    }

    private void refused(FolderTask task, Refused refused) {
        task.traceId = refused.traceId();
        task.trouble = refused.describe();
        switch (refused.hint()) {
            case BAD_NAME -> fail(task, Words.say("row.name", task.trouble));
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
        if (task.folder.parentNumber() <= Folder.TARGET) {
            fail(task, Words.say("row.parent", task.knownParent(), task.trouble));
        } else if (unknownParents.isGone(task)) {
            fail(task, parentGone(task));
        } else if (unknownParents.denied(task)) {
            askAgain(task);
        }
    }

    private void askAgain(FolderTask task) {
        if (task.sends < TRIES_FOR_NEW_PARENT) {
            sendAfter(task, NEW_PARENT);
            return;
        }
        List<FolderTask> siblings = unknownParents.gone(task);
        fail(task, parentGone(task));
        siblings.forEach(sibling -> fail(sibling, parentGone(sibling)));
    }

    private static String parentGone(FolderTask task) {
        return Words.say(
                "row.parentGone",
                task.knownParent(),
                task.trouble.isEmpty() ? "" : Words.say("row.because", task.trouble));
    }

    private void unclear(FolderTask task, String reason, @Nullable String traceId) {
        log.info("{}", Words.say("row.looking", task.folder.path(), reason, traceId == null ? "-" : traceId));
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
                fail(
                        task,
                        Words.say("row.unlisted", why)
                                + (task.trouble.isEmpty() ? "" : Words.say("row.also", task.trouble)));
            }
        });
    }

    private void saw(FolderTask task, Sighting sighting) {
        Verdict verdict = settling.judge(task, sighting);
        if (verdict instanceof Verdict.LookAgain again) {
            timers.after(again.pause(), () -> look(task));
        } else if (verdict instanceof Verdict.Send send && send.again()) {
            sendAfter(task, Backoff.STANDARD);
        } else if (verdict instanceof Verdict.Send) {
            ready.addLast(task);
        } else {
            end(task, verdict);
        }
    }

    // --- ends ---

    private void end(FolderTask task, Verdict verdict) {
        if (verdict instanceof Verdict.There there && given.isShared(task, there.dirId())) {
            task.inDoubt = true;
            fail(task, Words.say("row.shared", there.dirId()));
        } else if (verdict instanceof Verdict.There there) {
            there(task, there.state(), there.dirId(), there.message());
        } else if (verdict instanceof Verdict.Failed failed) {
            fail(task, failed.message());
        }
    }

    private void there(FolderTask task, FolderState state, DirId dirId, @Nullable String message) {
        end(task, new FolderChange(task.folder.number(), state, task.inDoubt, dirId, message, task.traceId));
    }

    private void fail(FolderTask task, String message) {
        log.warn("{}: {}", task.folder.path(), message);
        end(
                task,
                new FolderChange(task.folder.number(), FolderState.FAILED, task.inDoubt, null, message, task.traceId));
    }

    private static String notTried(String failed, @Nullable String why) {
        return Words.say("row.blocked", failed, String.valueOf(why));
    }

    /** @param why names the ancestor that failed, not one that is itself blocked */
    private void block(FolderTask task, @Nullable String why) {
        end(task, new FolderChange(task.folder.number(), FolderState.BLOCKED, task.inDoubt, null, why, null));
    }

    private void end(FolderTask task, FolderChange change) {
        task.open = false;
        recorder.add(task, change);
        task.end = change;
        if (!change.state().isThere()) {
            task.children.forEach(child -> block(child, why(task, change)));
        }
    }

    /** Why the children of a folder that is not there are blocked: names the ancestor that failed. */
    private static @Nullable String why(FolderTask task, FolderChange end) {
        return end.state() == FolderState.FAILED ? notTried(task.folder.path(), end.message()) : end.message();
    }

    private void recorded(FolderTask task, FolderChange change) {
        active.remove(task.folder.number());
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
        collect(Workers.FOREVER);
        List<FolderTask> doubtful = active.values().stream()
                .filter(task -> task.open && !recorder.holds(task))
                .toList();
        looks.restart(doubtful, this::sawAtTheEnd);
        collect(LONGEST_SETTLING_AT_STOP);
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
            end(task, settling.found(task, found));
        }
    }

    private void collect(Duration longest) throws InterruptedException {
        RuntimeException failure = workers.handBackAll(longest);
        if (failure != null) {
            log.debug("While stopping", failure);
        }
        recorder.commit();
    }

    @Override
    public void close() {
        workers.close();
    }
}
