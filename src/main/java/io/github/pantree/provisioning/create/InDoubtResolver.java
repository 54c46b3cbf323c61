package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.support.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges by a listing of its parent what became of a folder. Nothing is sent again before as many looks as
 * {@code pantree.settle.looks} asks have missed it, and a folder that may be there under a name that is not ours is
 * rather left to a person than made twice.
 */
public final class InDoubtResolver {

    private static final Logger log = LoggerFactory.getLogger(InDoubtResolver.class);

    private final RunSettings settings;

    InDoubtResolver(RunSettings settings) {
        this.settings = settings;
    }

    Resolution resolve(FolderTask task, LookupResult sighting) {
        String conflict = sighting.conflict();
        DirId found = sighting.dirId();
        if (conflict != null) {
            return retryOrFail(task, conflict);
        }
        if (found != null) {
            return found(task, found);
        }
        if (task.lastError.isEmpty() && !task.outcomeUnknown) {
            // The child of an adopted folder: nothing was sent yet, and now it is known that nothing is there.
            return new Resolution.Send(false);
        }
        if (++task.lookups < settings.settle().looks()) {
            return new Resolution.LookAgain(settings.settle().pauseAfter(task.lookups));
        }
        return absent(task);
    }

    /** Whatever somebody does about it, the next run has to look before it sends. */
    private static Resolution retryOrFail(FolderTask task, String message) {
        task.inDoubt = true;
        return new Resolution.Failed(message);
    }

    /** Exactly one folder of the asked name is there. */
    Resolution found(FolderTask task, DirId found) {
        Created stray = task.renamedResult;
        boolean answered = stray != null && stray.dirId().equals(found);
        String twin = stray == null || answered ? null : renamedDuplicate(task, stray);
        if (task.inDoubt || answered) {
            return new Resolution.Exists(FolderState.CREATED, found, twin);
        }
        if (settings.onExisting() == OnExisting.ADOPT) {
            return new Resolution.Exists(FolderState.EXISTED, found, twin);
        }
        return new Resolution.Failed(existing(found) + (twin == null ? "" : "; " + twin));
    }

    public static String existing(DirId found) {
        return Messages.format("row.there", found);
    }

    private static String renamedDuplicate(FolderTask task, Created stray) {
        String twin = Messages.format("row.stray", stray.filename(), stray.dirId());
        warn(task, twin);
        return twin;
    }

    private static void warn(FolderTask task, String message) {
        FolderCreator.logAbout(task, () -> log.warn("{}: {}", task.folder.path(), message));
    }

    /** Looked for as often as settings ask, and not seen. */
    private Resolution absent(FolderTask task) {
        Created stray = task.renamedResult;
        if (stray != null) {
            return renamedOnly(task, stray);
        }
        if (!task.outcomeUnknown && task.sends > 0) {
            return retryOrFail(task, Messages.format("row.unseen", task.lastError));
        }
        if (task.returnedUnderOtherName) {
            return retryOrFail(task, Messages.format("row.elsewhere", task.lastError));
        }
        task.outcomeUnknown = false;
        // What fails with its siblings is tried in smaller company before it is given up.
        return task.lastBatchSize <= 1 && task.sends >= settings.attempts()
                ? new Resolution.Failed(Messages.format("row.givenUp", task.sends, task.lastError))
                : new Resolution.Send(true);
    }

    /**
     * An answer of another name, and the asked one is not to be seen. After a first call it is the folder; after a
     * repeated one the other name says that the first call's folder took the name, wherever it may be.
     */
    private static Resolution renamedOnly(FolderTask task, Created stray) {
        if (task.inDoubt) {
            return retryOrFail(task, Messages.format("row.strayAlone", task.lastError));
        }
        String message = Messages.format("row.strayTaken", task.lastError);
        warn(task, message);
        return new Resolution.Exists(FolderState.CREATED, stray.dirId(), message);
    }
}
