package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.support.Messages;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides the final states of folders, records them, and blocks the children of a folder that does not exist. */
final class FolderOutcomes {

    private static final Logger log = LoggerFactory.getLogger(FolderOutcomes.class);

    private final OutcomeRecorder recorder;
    private final ReturnedDirIds returned = new ReturnedDirIds();

    FolderOutcomes(OutcomeRecorder recorder) {
        this.recorder = recorder;
    }

    void finish(FolderTask task, Resolution.Final resolution) {
        if (resolution instanceof Resolution.Exists exists) {
            if (returned.isShared(task, exists.dirId())) {
                task.everInDoubt = true;
                fail(task, Messages.format("row.shared", exists.dirId()));
            } else {
                String adoption = task.adoptions.get(exists.dirId());
                String message = adoption == null ? exists.message() : adoption;
                finish(task, exists.state(), exists.dirId(), message, task.traceId);
            }
        } else if (resolution instanceof Resolution.Failed failed) {
            fail(task, failed.message(), failed.dirId());
        }
    }

    /** Ends a folder as created. If the returned dirID is that of another folder, does nothing and returns false. */
    boolean created(FolderTask task, DirId dirId) {
        boolean plausible = !returned.belongsToOther(task, dirId);
        if (plausible) {
            task.returned = true;
            finish(task, FolderState.CREATED, dirId, null, task.traceId);
        }
        return plausible;
    }

    void fail(FolderTask task, String message) {
        fail(task, message, null);
    }

    private void fail(FolderTask task, String message, @Nullable DirId dirId) {
        task.warn(log, message);
        finish(task, FolderState.FAILED, dirId, message, task.traceId);
    }

    /** The next run must know of a folder that the API created under another name. */
    void failIfRenamed(FolderTask task) {
        if (task.renamedResult != null) {
            fail(task, task.lastError);
        }
    }

    void failUnlisted(FolderTask task, String reason) {
        task.everInDoubt |= task.inDoubt;
        String also = task.lastError.isEmpty() ? "" : Messages.format("row.also", task.lastError);
        fail(task, Messages.format("row.unlisted", reason) + also);
    }

    /** Fails a folder in doubt that is not listed, while copies of it are which its calls have created. */
    void failWithCopies(FolderTask task, List<Entry> copies) {
        task.everInDoubt = true;
        String names = copies.stream().map(Entry::name).collect(Collectors.joining(", "));
        String dirIds = copies.stream().map(copy -> copy.dirId().toString()).collect(Collectors.joining(", "));
        fail(task, Messages.format("row.numbered", names, dirIds, task.name()));
    }

    /** Fails a folder that is missing in listings which also lack existing folders, so that it may exist as well. */
    void failUnproven(FolderTask task, String example) {
        task.everInDoubt |= task.inDoubt || task.sends > 0;
        fail(task, Messages.format("row.unproven", example));
    }

    void failBelowDeletedParent(FolderTask task) {
        String reason = task.lastError.isEmpty() ? "" : Messages.format("row.because", task.lastError);
        fail(task, Messages.format("row.parentDeleted", task.knownParent(), reason));
    }

    /** Blocks the child of a folder that will not exist, whether or not that is recorded yet. */
    boolean blockIfNotCreated(FolderTask child, FolderTask parent) {
        FolderUpdate outcome = parent.outcome;
        if (outcome == null || outcome.state().exists()) {
            return false;
        }
        block(child, parent.folder.path(), outcome.state(), outcome.message());
        return true;
    }

    /** The message names the ancestor that failed, not one that is itself blocked. */
    void block(FolderTask child, String parentPath, FolderState parentState, @Nullable String parentMessage) {
        String message = parentState == FolderState.BLOCKED
                ? parentMessage
                : Messages.format("row.blocked", parentPath, String.valueOf(parentMessage));
        finish(child, FolderState.BLOCKED, null, message, null);
    }

    private void finish(
            FolderTask task,
            FolderState state,
            @Nullable DirId dirId,
            @Nullable String message,
            @Nullable String traceId) {
        // What an earlier run knew stays known to the account's tree until it is proven deleted.
        DirId known = dirId == null && !state.exists() ? task.folder.dirId() : dirId;
        // What the API created under another name exists besides what the next run finds or creates.
        boolean mayExistTwice = state == FolderState.FAILED && task.renamedResult != null;
        FolderUpdate outcome = new FolderUpdate(
                task.folder.number(),
                state,
                task.everInDoubt && !(state.exists() && task.hasKnownResult()),
                known,
                message,
                traceId,
                task.folder.hasChildren(),
                mayExistTwice ? task.earlierCopies() : null);
        task.inDoubt = false;
        task.outcome = outcome;
        recorder.add(task, outcome);
        if (!state.exists()) {
            task.children.forEach(child -> block(child, task.folder.path(), state, message));
        }
    }
}
