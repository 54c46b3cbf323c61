package io.github.pantree.provisioning.create;

import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.WriteHold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Detects refusals that concern the account, not a folder: several different names are refused in the same unknown
 * words, and none is created meanwhile; or the message says so. Such a refusal does not count as an attempt for its
 * folders.
 */
final class AccountRefusals {

    private static final int ENOUGH = 3;

    /** From this level on an API may refuse all folders for their depth. */
    private static final int DEEP = 10;

    private final WriteHold hold;
    private String refusal = "";
    /** The names of refused calls, without those that contain the names of another one. */
    private final List<Set<String>> refused = new ArrayList<>();

    private final List<FolderTask> tasks = new ArrayList<>();
    /** The deepest level of a folder that this run created. */
    private int deepest;

    AccountRefusals(WriteHold hold) {
        this.hold = hold;
    }

    /** Whether a call may be sent; its result must then be recorded, or {@link #cancel} called. */
    boolean mayLeave() {
        return hold.tryAcquire();
    }

    /** Called if the permitted call is not sent. */
    void cancel() {
        hold.recordUnknown();
    }

    /** Records a refusal, and returns whether it concerns the account. */
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
        add(batch, text);
        boolean told = response.reason() == RefusalReason.ACCOUNT
                && batch.stream().noneMatch(task -> task.excused || task.refusedAlone.equals(text));
        if (!told && refused.size() < ENOUGH && !hold.isHeld()) {
            return false;
        }
        hold.recordRefused(response.describe());
        tasks.forEach(FolderTask::excuse);
        clear();
        return true;
    }

    /** Whether the form of the call was refused, which an API may check before the account. */
    private static boolean isOfForm(List<FolderTask> batch, Refused response) {
        return response.reason() == RefusalReason.FORM
                || (response.reason() == RefusalReason.TOO_MANY && batch.size() > 1);
    }

    private void add(List<FolderTask> batch, String text) {
        if (!text.equals(refusal)) {
            clear();
            refusal = text;
        }
        tasks.addAll(batch);
        boolean own = batch.stream().anyMatch(task -> task.refusedAlone.equals(text));
        int depth = batch.get(0).folder.depth();
        if (own || (depth >= DEEP && depth > deepest)) {
            return;
        }
        Set<String> names = batch.stream().map(FolderTask::name).collect(Collectors.toSet());
        refused.removeIf(other -> other.containsAll(names) && other.size() > names.size());
        Set<String> known = new HashSet<>();
        refused.forEach(known::addAll);
        if (names.stream().noneMatch(known::contains)) {
            refused.add(names);
        }
    }

    /** Records created folders: the refusals of other folders meanwhile did not concern the account. */
    void recordCreated(List<FolderTask> batch) {
        hold.recordAccepted();
        deepest = Math.max(deepest, batch.get(0).folder.depth());
        if (!tasks.isEmpty()) {
            tasks.forEach(task -> task.refusedAlone = refusal);
            clear();
        }
    }

    /** Records a response that says nothing about the account. */
    void recordUnknown() {
        hold.recordUnknown();
    }

    private void clear() {
        refused.clear();
        tasks.clear();
    }
}
