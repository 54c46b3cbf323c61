package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the next step for a folder from a listing of its parent. Nothing is sent again before the folder was absent
 * from as many listings as {@code pantree.settle.looks} requires. If the folder may exist under another name, the row
 * fails for manual review instead of risking a duplicate.
 */
final class InDoubtResolver {

    private static final Logger log = LoggerFactory.getLogger(InDoubtResolver.class);

    private final RunSettings settings;

    InDoubtResolver(RunSettings settings) {
        this.settings = settings;
    }

    Resolution resolve(FolderTask task, LookupResult result) {
        if (!result.isAbsent()) {
            return found(task, result);
        }
        if (task.lastError.isEmpty() && !task.inDoubt) {
            // The child of an adopted folder: nothing was sent yet, and it is now known that it does not exist.
            return new Resolution.Send(false);
        }
        if (++task.lookups < settings.settle().looks()) {
            return new Resolution.ListAgain(settings.settle().pauseAfter(task.lookups));
        }
        return absent(task, result.isTrashed());
    }

    /** An entry with the requested name is listed. */
    Resolution.Final found(FolderTask task, LookupResult result) {
        DirId found = result.dirId();
        // However the user resolves the conflict, the next run must look the folder up before it sends.
        task.everInDoubt |= found == null;
        Created renamed = task.renamedResult;
        boolean returned = renamed != null && renamed.dirId().equals(found);
        if (found != null && renamed != null && !returned) {
            return new Resolution.Failed(
                    Messages.format("row.additional", renamed.filename(), renamed.dirId(), found), found);
        }
        boolean ours = returned || (found != null && task.isOurs(found));
        return result.resolution(ours, settings.onExisting());
    }

    /** Fails, and lets the next run look the folder up before it sends. */
    private static Resolution.Final failInDoubt(FolderTask task, String message) {
        task.everInDoubt = true;
        return new Resolution.Failed(message);
    }

    /** The folder is absent from as many listings as the settings require. */
    private Resolution absent(FolderTask task, boolean trashed) {
        Created renamed = task.renamedResult;
        if (renamed != null) {
            return renamedOnly(task, renamed);
        }
        if (!task.inDoubt && task.sends > 0) {
            return trashed
                    ? new Resolution.Failed(Messages.format("row.trashed"))
                    : failInDoubt(task, Messages.format("row.unseen", task.lastError));
        }
        if (task.returnedUnderOtherName) {
            return failInDoubt(task, Messages.format("row.elsewhere", task.lastError));
        }
        task.inDoubt = false;
        // A folder that fails together with siblings is tried in smaller batches before it is given up.
        return task.lastBatchSize <= 1 && task.sends >= settings.attempts()
                ? new Resolution.Failed(Messages.format("row.givenUp", task.sends, task.lastError))
                : new Resolution.Send(true);
    }

    /**
     * The call returned another name, and the requested one is not listed. After a first call, the returned folder is
     * the requested one. After a repeated call, another name means that the folder of the first call has the requested
     * name, wherever it is.
     */
    private static Resolution renamedOnly(FolderTask task, Created renamed) {
        if (NumberedCopies.isCopy(renamed.filename(), task.name())) {
            // The server must have avoided an existing folder with the requested name, which the listing lacks.
            return failInDoubt(task, Messages.format("row.numbered", renamed.filename(), renamed.dirId(), task.name()));
        }
        if (task.everInDoubt) {
            return failInDoubt(task, Messages.format("row.additionalUnlisted", task.lastError));
        }
        String taken = Messages.format("row.adopted", task.lastError);
        task.warn(log, taken);
        return new Resolution.Exists(FolderState.CREATED, renamed.dirId(), taken);
    }
}
