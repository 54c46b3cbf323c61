package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.DatabaseErrors;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.logging.LogContext;
import io.github.pantree.pan123.Backoff;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.provisioning.run.Failpoint;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
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
public final class FolderCreator implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FolderCreator.class);

    /** A parent made a moment ago may not be known to every server of the API. */
    private static final Backoff NEW_PARENT = new Backoff(Duration.ofMillis(400), Duration.ofSeconds(4));

    private static final int TRIES_FOR_NEW_PARENT = 8;
    private static final int LEAST_ROOM = 1_000;
    /** While it is not known whether calls of a kind are taken, one is tried before the others follow; but not for long. */
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

    private static final Duration COUNTED_EVERY = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);
    /** Whoever stops a run waits for it: what a hanging API leaves in doubt is left to the next run. */
    private static final Duration LONGEST_SETTLING_AT_STOP = Duration.ofSeconds(2);

    private final long manifest;
    private final FolderStore ledger;
    private final FolderApi api;
    private final RunSettings settings;
    private final StopSignal stop;
    private final TimeSource timing;
    private final CallExecutor workers;
    private final TimerQueue timers;
    private final ParentListings looks;
    private final InDoubtResolver settling;
    private final OutcomeRecorder recorder;
    private final ProgressTracker progress;
    private final ReturnedDirIds given = new ReturnedDirIds();
    private final ExplicitParents givenParents;

    private final Map<Long, FolderTask> active = new HashMap<>();
    private final SiblingBatcher outbox = new SiblingBatcher();
    /** Siblings whose intent is committed; a group at a time, since a commit a row makes the database file grow. */
    private final Deque<List<FolderTask>> intended = new ArrayDeque<>();

    /** By the number of the parent: those whose pause before another call is not over. */
    private final Map<Long, List<FolderTask>> held = new HashMap<>();

    private final MissingParents unknownParents = new MissingParents();
    private final Capabilities capabilities;
    /** When a call left that shows how names may be sent; 0 if none is under way. */
    private long probing;

    private long counted;
    private @Nullable LedgerFolder lastParent;

    public FolderCreator(
            long manifest,
            FolderStore ledger,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop) {
        this.manifest = manifest;
        this.ledger = ledger;
        this.api = api;
        this.settings = settings;
        this.stop = stop;
        this.workers = new CallExecutor(settings.concurrency(), timing);
        this.timers = new TimerQueue(timing);
        this.givenParents = new ExplicitParents(ledger.explicitParents(manifest));
        this.looks = new ParentListings(workers, api);
        this.settling = new InDoubtResolver(settings);
        this.progress = progress;
        this.capabilities = api.capabilities();
        this.timing = timing;
        this.recorder = new OutcomeRecorder(manifest, ledger, timing, progress, this::onRecorded);
    }

    /**
     * Takes folders in, parents before children and siblings side by side.
     *
     * @param last whether none are to come
     */
    public void admit(List<? extends LedgerFolder> folders, boolean last) {
        for (LedgerFolder folder : folders) {
            FolderTask task = new FolderTask(folder);
            active.put(folder.number(), task);
            outbox.expectChildOf(folder.parentNumber());
            FolderTask parent = active.get(folder.parentNumber());
            if (parent != null) {
                adopt(parent, task);
            } else {
                start(task, parent(folder.parentNumber()));
            }
        }
        if (last) {
            outbox.complete();
        }
    }

    /** Siblings come side by side, so that the last parent asked for is the one most likely to be asked for next. */
    private LedgerFolder parent(long number) {
        LedgerFolder known = lastParent;
        if (known == null || known.number() != number) {
            known = ledger.find(manifest, number).orElseThrow();
            lastParent = known;
        }
        return known;
    }

    /** Folders under way that leave room for more: enough to keep all calls full and all permits in use. */
    public int capacity() {
        return Math.max(LEAST_ROOM, 2 * settings.concurrency() * capabilities.maxNames());
    }

    /** A parent that has come to an end may not be recorded yet. */
    private void adopt(FolderTask parent, FolderTask child) {
        FolderUpdate end = parent.outcome;
        if (end == null || end.state().exists()) {
            parent.children.add(child);
        } else {
            block(child, blockedReason(parent, end));
        }
    }

    /**
     * Goes on until at most {@code most} folders are under way, or the run is told to stop.
     *
     * @throws RuntimeException what a call threw; what is known is recorded then
     */
    public void runUntil(int most) throws InterruptedException {
        try {
            while (active.size() > most && !stop.isRequested()) {
                timers.fireDue();
                looks.begin();
                boolean idle = dispatch();
                countDoubtful();
                recorder.commitIfDue(idle);
                workers.runCallbacks(timers.untilNext(LONGEST_WAIT.toNanos()));
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
    }

    private void countDoubtful() {
        long now = timing.nanos();
        if (now - counted >= COUNTED_EVERY.toNanos()) {
            counted = now;
            progress.inDoubt(active.values().stream()
                    .filter(task -> task.outcomeUnknown && !task.inFlight)
                    .count());
        }
    }

    private void start(FolderTask task, LedgerFolder parent) {
        DirId dirId = parent.dirId();
        if (dirId == null) {
            block(
                    task,
                    parent.state() == FolderState.BLOCKED
                            ? parent.message()
                            : blockedMessage(parent.path(), parent.message()));
        } else {
            task.parentIsOurs = parent.state() == FolderState.CREATED;
            start(task, dirId, parent.state() == FolderState.EXISTED && !parent.listed());
        }
    }

    private void start(FolderTask task, DirId parent, boolean mayBeThere) {
        task.parent = parent;
        if (givenParents.isAskedForTwice(task)) {
            fail(task, Messages.format("row.askedTwice", parent));
        } else if (task.outcomeUnknown || mayBeThere) {
            lookUp(task);
        } else {
            outbox.add(task);
        }
    }

    // --- sending ---

    /** @return whether nothing is left to send at present */
    private boolean dispatch() {
        while (workers.busy() < settings.concurrency() && intend()) {
            List<FolderTask> siblings = intended.element();
            if (unknownParents.isGone(siblings)) {
                intended.remove().forEach(task -> fail(task, parentGone(task)));
            } else if (unknownParents.isDelayed(siblings)) {
                intended.remove();
            } else if (!trySend(siblings)) {
                return false;
            }
        }
        if (workers.busy() >= settings.concurrency()) {
            // Committed while all calls are under way, so that the next ones leave without waiting for it.
            intend();
        }
        return intended.isEmpty() && outbox.isEmpty();
    }

    /** Makes sure that siblings are intended, if any may leave. */
    private boolean intend() {
        if (intended.isEmpty()) {
            List<Long> numbers = new ArrayList<>();
            List<FolderTask> siblings = outbox.next(capabilities.maxNames());
            while (!siblings.isEmpty()) {
                intended.addLast(siblings);
                siblings.forEach(task -> numbers.add(task.folder.number()));
                siblings = intended.size() < settings.concurrency() ? outbox.next(capabilities.maxNames()) : List.of();
            }
            if (!intended.isEmpty()) {
                ledger.markSent(manifest, numbers);
                intended.forEach(group -> group.forEach(task -> task.state = FolderState.SENT));
                Failpoint.hit("after-intent");
            }
        }
        return !intended.isEmpty();
    }

    /** Sends the siblings whose turn it is, or as many of them as a call may hold by now; false if they have to wait. */
    private boolean trySend(List<FolderTask> siblings) {
        int most = capabilities.maxNames();
        List<FolderTask> batch = siblings.size() <= most ? siblings : siblings.subList(0, most);
        boolean proven = capabilities.isProven(batch.size());
        if (!proven && probing != 0 && timing.nanos() - probing < LONGEST_PROBE.toNanos()) {
            return false;
        }
        intended.remove();
        if (batch.size() < siblings.size()) {
            intended.addFirst(siblings.subList(most, siblings.size()));
        }
        send(batch, !proven);
        return true;
    }

    private void send(List<FolderTask> batch, boolean probe) {
        boolean again = batch.stream().anyMatch(task -> task.sent);
        batch.forEach(task -> markSending(task, batch.size()));
        if (probe) {
            // Never 0, which stands for none.
            probing = timing.nanos() | 1;
        }
        NameEncoding form = capabilities.form(batch.size());
        List<String> names = batch.stream().map(task -> task.folder.name()).toList();
        LedgerFolder first = batch.get(0).folder;
        DirId parent = batch.get(0).knownParent();
        workers.call(first.path(), first.line(), () -> api.mkdir(names, parent, form, again), answers -> {
            probing = probe ? 0 : probing;
            onResponse(batch, form, answers);
        });
    }

    private static void markSending(FolderTask task, int company) {
        task.sent = true;
        task.sends++;
        task.lastBatchSize = company;
        task.outcomeUnknown = true;
        task.inFlight = true;
        task.lookups = 0;
        task.renamedResult = null;
        task.returnedUnderOtherName = false;
    }

    private void onResponse(List<FolderTask> batch, NameEncoding form, MkdirBatchResult answers) {
        Failpoint.hit("after-answer");
        batch.forEach(task -> task.inFlight = false);
        MkdirResult whole = answers.whole();
        boolean denied = whole instanceof Refused refused && refused.hint() == RefusalReason.NO_PARENT;
        if (!denied && !(whole instanceof MkdirResult.Throttled)) {
            unknownParents.recordKnown(batch).forEach(outbox::add);
        }
        if (whole instanceof Refused refused) {
            onRefused(batch, form, refused);
        } else if (whole instanceof MkdirResult.Throttled) {
            // Not carried out; the pacer holds the next one back.
            batch.forEach(FolderCreator::revertSend);
            outbox.addFirst(batch);
        } else if (whole instanceof MkdirResult.NotSent) {
            batch.forEach(FolderCreator::revertSend);
        } else {
            onEach(batch, form, answers);
        }
    }

    private void onEach(List<FolderTask> batch, NameEncoding form, MkdirBatchResult answers) {
        if (batch.stream().anyMatch(task -> answers.of(task.folder.name()) instanceof Created)) {
            capabilities.recordSuccess(form, batch.size());
        }
        List<FolderTask> doubtful = new ArrayList<>();
        for (FolderTask task : batch) {
            MkdirResult answer = answers.of(task.folder.name());
            if (answer instanceof Created made) {
                onCreated(task, made);
            } else if (answer instanceof Unknown unclear) {
                task.returnedUnderOtherName = unclear.underOtherName();
                onUnknown(task, unclear.reason());
                task.traceId = unclear.traceId();
                doubtful.add(task);
            }
        }
        logLookups(doubtful);
    }

    private static void revertSend(FolderTask task) {
        task.outcomeUnknown = false;
        task.sends--;
    }

    private void onCreated(FolderTask task, Created made) {
        task.traceId = made.traceId();
        if (made.filename().equals(task.folder.name())) {
            if (given.belongsToOther(task, made.dirId())) {
                onUnknown(task, Messages.format("row.others", made.dirId()));
                logLookups(List.of(task));
            } else {
                exists(task, FolderState.CREATED, made.dirId(), null);
            }
            return;
        }
        task.renamedResult = made;
        task.lastError = Messages.format("row.otherName", made.filename(), made.dirId());
        lookUp(task);
    }

    private void onRefused(List<FolderTask> batch, NameEncoding form, Refused refused) {
        for (FolderTask task : batch) {
            task.traceId = refused.traceId();
            task.lastError = refused.describe();
        }
        if (refused.hint() == RefusalReason.NO_PARENT) {
            onMissingParent(batch);
        } else if (batch.size() > 1) {
            onBatchRefused(batch, form, refused);
        } else {
            onSingleRefused(batch.get(0), form, refused);
        }
    }

    private void onSingleRefused(FolderTask task, NameEncoding form, Refused refused) {
        switch (refused.hint()) {
            case BAD_NAME -> fail(task, Messages.format("row.name", task.lastError));
            case EXISTS -> {
                // Says for certain that this call made nothing, so what is found was there before, unless it is ours.
                task.outcomeUnknown = false;
                lookUp(task);
            }
            case FORM -> {
                if (capabilities.recordFormRefused(form, 1)) {
                    revertSend(task);
                    outbox.add(task);
                } else {
                    onUnknown(task, task.lastError);
                    logLookups(List.of(task));
                }
            }
            default -> {
                capabilities.recordUnknownRefusal(form, 1);
                onUnknown(task, task.lastError);
                logLookups(List.of(task));
            }
        }
    }

    /** What is wrong with one of them, or with their number, is wrong for all; so they are told apart. */
    private void onBatchRefused(List<FolderTask> batch, NameEncoding form, Refused refused) {
        switch (refused.hint()) {
            case FORM -> {
                boolean otherForm = capabilities.recordFormRefused(form, batch.size());
                sendAgain(batch, otherForm ? Integer.MAX_VALUE : half(batch));
            }
            case TOO_MANY -> {
                capabilities.recordSizeRefused(batch.size());
                sendAgain(batch, Integer.MAX_VALUE);
            }
            case EXISTS, BAD_NAME -> sendAgain(batch, half(batch));
            default -> {
                // May have been carried out, for some of them or for all.
                capabilities.recordUnknownRefusal(form, batch.size());
                batch.forEach(task -> onUnknown(task, task.lastError));
                logLookups(batch);
            }
        }
    }

    private static int half(List<FolderTask> batch) {
        return Math.max(1, (batch.size() + 1) / 2);
    }

    /**
     * Sends siblings again that were refused together, for certain: but for those which a listing shows. Unless it shows
     * the culprit, they leave in smaller company.
     */
    private void sendAgain(List<FolderTask> batch, int atMost) {
        batch.forEach(task -> {
            // A server may have made some before it came to the one that it refuses: they stay open until they are
            // looked for.
            task.sends--;
            task.inDoubt |= task.parentIsOurs;
        });
        List<FolderTask> absent = new ArrayList<>();
        int[] left = {batch.size()};
        for (FolderTask task : batch) {
            looks.request(task, new ParentListings.LookupCallback() {
                @Override
                public void onListed(LookupResult sighting) {
                    if (sighting.isAbsent()) {
                        task.outcomeUnknown = false;
                        absent.add(task);
                    } else {
                        settle(task, sighting);
                    }
                    if (--left[0] == 0) {
                        boolean found = absent.size() < batch.size();
                        absent.forEach(missing -> {
                            missing.maxBatchSize =
                                    found ? missing.maxBatchSize : Math.min(missing.maxBatchSize, atMost);
                            outbox.add(missing);
                        });
                    }
                }

                @Override
                public void onRefused(String why) {
                    failUnlisted(task, why);
                }
            });
        }
    }

    private void onMissingParent(List<FolderTask> batch) {
        batch.forEach(task -> task.outcomeUnknown = false);
        FolderTask any = batch.get(0);
        if (any.folder.parentNumber() <= LedgerFolder.TARGET) {
            batch.forEach(
                    task -> fail(task, Messages.format("row.parent", printable(task.knownParent()), task.lastError)));
        } else if (unknownParents.isGone(batch)) {
            batch.forEach(task -> fail(task, parentGone(task)));
        } else if (unknownParents.recordMissing(batch)) {
            retryParent(batch);
        }
    }

    private static String printable(DirId parent) {
        return parent.value().isEmpty() ? "/" : parent.value();
    }

    private void retryParent(List<FolderTask> batch) {
        int sends = batch.stream().mapToInt(task -> task.sends).max().orElseThrow();
        if (sends < TRIES_FOR_NEW_PARENT) {
            timers.after(
                    NEW_PARENT.pause(Math.max(1, sends), ThreadLocalRandom.current()),
                    () -> batch.forEach(outbox::add));
            return;
        }
        List<FolderTask> siblings = unknownParents.giveUp(batch);
        batch.forEach(task -> fail(task, parentGone(task)));
        siblings.forEach(sibling -> fail(sibling, parentGone(sibling)));
    }

    private static String parentGone(FolderTask task) {
        return Messages.format(
                "row.parentGone",
                task.knownParent(),
                task.lastError.isEmpty() ? "" : Messages.format("row.because", task.lastError));
    }

    private static void logLookups(List<FolderTask> siblings) {
        if (siblings.isEmpty()) {
            return;
        }
        FolderTask first = siblings.get(0);
        String trace = first.traceId == null ? "-" : first.traceId;
        String path = first.folder.path();
        String parent = path.substring(0, path.length() - first.folder.name().length());
        String words = siblings.size() == 1
                ? Messages.format("row.looking", path, first.lastError, trace)
                : Messages.format("row.lookingAll", siblings.size(), parent, first.lastError, trace);
        logAbout(first, () -> log.info("{}", words));
    }

    private void onUnknown(FolderTask task, String reason) {
        task.lastError = reason;
        task.inDoubt = true;
        if (task.lastBatchSize > 1 && task.sends > 1) {
            // It may be one of them, whichever, that the API cannot cope with.
            task.maxBatchSize = Math.max(1, (task.lastBatchSize + 1) / 2);
            task.sends = 0;
        }
        lookUp(task);
    }

    /** Siblings that wait for another call wait together, and leave together. */
    private void sendAfter(FolderTask task, Backoff backoff) {
        List<FolderTask> together = held.get(task.folder.parentNumber());
        if (together != null) {
            together.add(task);
            return;
        }
        List<FolderTask> waiting = new ArrayList<>(List.of(task));
        held.put(task.folder.parentNumber(), waiting);
        timers.after(backoff.pause(Math.max(1, task.sends), ThreadLocalRandom.current()), () -> {
            held.remove(task.folder.parentNumber());
            waiting.forEach(outbox::add);
        });
    }

    // --- looking ---

    private void lookUp(FolderTask task) {
        looks.request(task, new ParentListings.LookupCallback() {
            @Override
            public void onListed(LookupResult sighting) {
                settle(task, sighting);
            }

            @Override
            public void onRefused(String why) {
                failUnlisted(task, why);
            }
        });
    }

    private void failUnlisted(FolderTask task, String why) {
        fail(
                task,
                Messages.format("row.unlisted", why)
                        + (task.lastError.isEmpty() ? "" : Messages.format("row.also", task.lastError)));
    }

    private void settle(FolderTask task, LookupResult sighting) {
        Resolution verdict = settling.resolve(task, sighting);
        if (verdict instanceof Resolution.LookAgain again) {
            timers.after(again.pause(), () -> lookUp(task));
        } else if (verdict instanceof Resolution.Send send && send.again()) {
            sendAfter(task, Backoff.STANDARD);
        } else if (verdict instanceof Resolution.Send) {
            outbox.add(task);
        } else {
            finish(task, verdict);
        }
    }

    // --- ends ---

    private void finish(FolderTask task, Resolution verdict) {
        if (verdict instanceof Resolution.Exists there && given.isShared(task, there.dirId())) {
            task.inDoubt = true;
            fail(task, Messages.format("row.shared", there.dirId()));
        } else if (verdict instanceof Resolution.Exists there) {
            exists(task, there.state(), there.dirId(), there.message());
        } else if (verdict instanceof Resolution.Failed failed) {
            fail(task, failed.message());
        }
    }

    private void exists(FolderTask task, FolderState state, DirId dirId, @Nullable String message) {
        finish(task, new FolderUpdate(task.folder.number(), state, task.inDoubt, dirId, message, task.traceId));
    }

    private void fail(FolderTask task, String message) {
        logAbout(task, () -> log.warn("{}: {}", task.folder.path(), message));
        finish(
                task,
                new FolderUpdate(task.folder.number(), FolderState.FAILED, task.inDoubt, null, message, task.traceId));
    }

    /** Writes a log line about a folder. */
    static void logAbout(FolderTask task, Runnable line) {
        LogContext.of(task.folder.path(), task.folder.line(), task.traceId, line);
    }

    private static String blockedMessage(String failed, @Nullable String why) {
        return Messages.format("row.blocked", failed, String.valueOf(why));
    }

    /** @param why names the ancestor that failed, not one that is itself blocked */
    private void block(FolderTask task, @Nullable String why) {
        finish(task, new FolderUpdate(task.folder.number(), FolderState.BLOCKED, task.inDoubt, null, why, null));
    }

    private void finish(FolderTask task, FolderUpdate change) {
        task.outcomeUnknown = false;
        recorder.add(task, change);
        task.outcome = change;
        if (!change.state().exists()) {
            task.children.forEach(child -> block(child, blockedReason(task, change)));
        }
    }

    /** Why the children of a folder that is not there are blocked: names the ancestor that failed. */
    private static @Nullable String blockedReason(FolderTask task, FolderUpdate end) {
        return end.state() == FolderState.FAILED ? blockedMessage(task.folder.path(), end.message()) : end.message();
    }

    private void onRecorded(FolderTask task, FolderUpdate change) {
        active.remove(task.folder.number());
        DirId dirId = change.dirId();
        if (dirId != null) {
            for (FolderTask child : task.children) {
                child.parentIsOurs = change.state() == FolderState.CREATED;
                start(child, dirId, change.state() == FolderState.EXISTED);
            }
        }
    }

    // --- stopping ---

    /**
     * Ends in order: waits for the calls under way, looks once for what they left in doubt, and takes back the intents of
     * calls that did not leave. What cannot be settled stays sent, and the next run settles it.
     */
    private void shutDown() throws InterruptedException {
        api.halt();
        collect(CallExecutor.FOREVER);
        List<FolderTask> doubtful = active.values().stream()
                .filter(task -> task.outcomeUnknown && !recorder.contains(task))
                .toList();
        // A call that threw, such as the last one of an outage, may have been carried out.
        doubtful.forEach(task -> task.inDoubt |= task.inFlight);
        looks.restart(doubtful, this::settleAtShutdown);
        collect(LONGEST_SETTLING_AT_STOP);
        List<FolderUpdate> takenBack = active.values().stream()
                .filter(task -> task.state == FolderState.SENT && !task.outcomeUnknown)
                .map(task -> new FolderUpdate(
                        task.folder.number(), FolderState.PENDING, task.inDoubt, null, null, task.traceId))
                .toList();
        ledger.saveOutcomes(manifest, takenBack);
        progress.inDoubt(active.size() - takenBack.size());
        active.clear();
        outbox.clear();
        intended.clear();
    }

    private void settleAtShutdown(FolderTask task, LookupResult sighting) {
        DirId found = sighting.dirId();
        if (found != null) {
            finish(task, settling.found(task, found));
        }
    }

    private void collect(Duration longest) throws InterruptedException {
        RuntimeException failure = workers.runAllCallbacks(longest);
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
