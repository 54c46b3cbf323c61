package io.github.pantree.provisioning.create;

import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.WriteHold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Detects refusals that concern the account, not a folder: several different names are refused in the same unknown
 * words, and none is created meanwhile; or the message says so. Such a refusal does not count as an attempt for its
 * folders.
 *
 * <p>A refused call with several names counts as well, until a folder is created after such a refusal. From then on
 * these words may concern any one of the names, and only calls with a single name count.
 */
final class AccountRefusals {

    private static final int MIN_NAMES = 3;

    /** The number of refused calls with other names after which a folder may be the cause. */
    private static final int MIN_CALLS = 2;

    /** From this level on an API may refuse all folders for their depth. */
    private static final int MIN_DEPTH = 10;

    /** @param number which refusal it was */
    private record RefusedTask(FolderTask task, int number, boolean alone) {}

    private final WriteHold hold;
    private final BiPredicate<FolderTask, String> failedElsewhere;
    private String refusal = "";
    /** The names of refused calls, without those that contain the names of another one. */
    private final List<Set<String>> refused = new ArrayList<>();
    /** Whether earlier runs gave up all of their names in the same words. */
    private boolean allFailedBefore = true;

    /** What was refused and is not known to concern a folder. */
    private final List<RefusedTask> tasks = new ArrayList<>();
    /** In which words several names were refused, and a folder was created later. */
    private final Set<String> ofOneName = new HashSet<>();
    /** The number of calls that were refused. */
    private int refusals;
    /** Up to which of them the refusals were not counted as attempts of the folders. */
    private int uncounted;
    /** The deepest level of a folder that this run created. */
    private int deepest;

    /** @param failedElsewhere whether another manifest gave a folder up with a message that contains a refusal */
    AccountRefusals(WriteHold hold, BiPredicate<FolderTask, String> failedElsewhere) {
        this.hold = hold;
        this.failedElsewhere = failedElsewhere;
    }

    /** Whether a call may be sent; its result must then be recorded, or {@link #cancel} called. */
    boolean tryAcquire() {
        return hold.tryAcquire();
    }

    /** The number of names in a permitted call: an attempt must not be refused for one name of many. */
    int mostNames(int most) {
        return hold.isHeld() ? 1 : most;
    }

    /** Records that a permitted call leaves. */
    void recordSent(List<FolderTask> batch) {
        batch.forEach(task -> task.refusalsBefore = refusals);
    }

    /** Called if the permitted call is not sent. */
    void cancel() {
        hold.recordUnknown();
    }

    /**
     * Records a refusal, and returns whether it concerns the account.
     *
     * @throws ApiUnavailableException if a filter on the way to the API rejects one name after the other
     */
    boolean recordRefused(List<FolderTask> batch, Refused response) {
        if (isOfForm(batch, response)) {
            hold.recordFormRefused();
            return false;
        }
        if (response.reason() != RefusalReason.UNKNOWN && response.reason() != RefusalReason.ACCOUNT) {
            hold.recordAccepted();
            return false;
        }
        String text = response.describe().replaceAll("\\d+", "#");
        add(batch, response, text);
        boolean concernsAccount = response.reason() == RefusalReason.ACCOUNT
                && batch.stream().noneMatch(task -> task.uncounted || task.refusedAlone.equals(text));
        if (!concernsAccount && !isEnough() && !hold.isHeld()) {
            return false;
        }
        if (response.isFiltered()) {
            throw new ApiUnavailableException(response.describe());
        }
        hold.recordRefused(response.describe());
        uncountRefusals();
        return true;
    }

    private void uncountRefusals() {
        tasks.stream()
                .filter(other -> other.number() > uncounted)
                .forEach(other -> other.task().uncountRefusal());
        uncounted = refusals;
        forget();
    }

    /** Whether the form of the call was refused, which an API may check before the account. */
    private static boolean isOfForm(List<FolderTask> batch, Refused response) {
        return response.reason() == RefusalReason.FORM
                || (response.reason() == RefusalReason.TOO_MANY && batch.size() > 1);
    }

    private void add(List<FolderTask> batch, Refused response, String text) {
        if (!text.equals(refusal)) {
            forget();
            tasks.clear();
            refusal = text;
        }
        refusals++;
        batch.forEach(task -> tasks.add(new RefusedTask(task, refusals, batch.size() == 1)));
        boolean refusedAlone = batch.stream().anyMatch(task -> task.refusedAlone.equals(text));
        int depth = batch.get(0).folder.depth();
        boolean concernsOneName = batch.size() > 1 && ofOneName.contains(text);
        if (refusedAlone || concernsOneName || (depth >= MIN_DEPTH && depth > deepest)) {
            return;
        }
        Set<String> names = batch.stream().map(FolderTask::name).collect(Collectors.toSet());
        refused.removeIf(other -> other.containsAll(names) && other.size() > names.size());
        Set<String> known = new HashSet<>();
        refused.forEach(known::addAll);
        if (names.stream().noneMatch(known::contains)) {
            refused.add(names);
            allFailedBefore = allFailedBefore && failedBefore(batch, response.message());
        }
    }

    /** Rows that are fed back as a manifest of their own have no message of an earlier run. */
    private boolean failedBefore(List<FolderTask> batch, String refusal) {
        return !refusal.isBlank()
                && (batch.stream().anyMatch(task -> task.hasFailedWith(refusal))
                        || batch.stream().anyMatch(task -> failedElsewhere.test(task, refusal)));
    }

    /** Names that were refused in an earlier run alone would be refused in every run. */
    private boolean isEnough() {
        return refused.size() >= MIN_NAMES && !allFailedBefore;
    }

    private void forget() {
        refused.clear();
        allFailedBefore = true;
    }

    /**
     * Records created folders: other folders that had been refused before the call left were not refused for the
     * account. A call that had left earlier may have been carried out before the account was banned.
     */
    void recordCreated(List<FolderTask> batch) {
        hold.recordAccepted();
        deepest = Math.max(deepest, batch.get(0).folder.depth());
        forget();
        int before = batch.get(0).refusalsBefore;
        tasks.stream().filter(other -> other.number() <= before).forEach(this::settle);
        tasks.removeIf(other -> other.number() <= before);
    }

    private void settle(RefusedTask other) {
        if (!other.alone()) {
            ofOneName.add(refusal);
        }
        if (other.alone() || (other.number() > uncounted && ++other.task().refusedBesideOthers >= MIN_CALLS)) {
            other.task().refusedAlone = refusal;
        }
    }

    /** Records a response that says nothing about the account. */
    void recordUnknown() {
        hold.recordUnknown();
    }
}
