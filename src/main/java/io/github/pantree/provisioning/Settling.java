package io.github.pantree.provisioning;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.provisioning.RunSettings.OnExisting;
import io.github.pantree.support.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges by a listing of its parent what became of a folder. Nothing is sent again before as many looks as
 * {@code pantree.settle.looks} asks have missed it, and a folder that may be there under a name that is not ours is
 * rather left to a person than made twice.
 */
final class Settling {

    private static final Logger log = LoggerFactory.getLogger(Settling.class);

    private final RunSettings settings;

    Settling(RunSettings settings) {
        this.settings = settings;
    }

    Verdict judge(FolderTask task, Sighting sighting) {
        String conflict = sighting.conflict();
        DirId found = sighting.dirId();
        if (conflict != null) {
            return parked(task, conflict);
        }
        if (found != null) {
            return found(task, found);
        }
        if (task.trouble.isEmpty() && !task.open) {
            // The child of an adopted folder: nothing was sent yet, and now it is known that nothing is there.
            return new Verdict.Send(false);
        }
        if (++task.looks < settings.settle().looks()) {
            return new Verdict.LookAgain(settings.settle().pauseAfter(task.looks));
        }
        return absent(task);
    }

    /** Whatever somebody does about it, the next run has to look before it sends. */
    private static Verdict parked(FolderTask task, String message) {
        task.inDoubt = true;
        return new Verdict.Failed(message);
    }

    /** Exactly one folder of the asked name is there. */
    Verdict found(FolderTask task, DirId found) {
        Created stray = task.stray;
        boolean answered = stray != null && stray.dirId().equals(found);
        String twin = stray == null || answered ? null : strayTwin(task, stray);
        if (task.inDoubt || answered) {
            return new Verdict.There(FolderState.CREATED, found, twin);
        }
        if (settings.onExisting() == OnExisting.ADOPT) {
            return new Verdict.There(FolderState.EXISTED, found, twin);
        }
        return new Verdict.Failed(alreadyThere(found) + (twin == null ? "" : "; " + twin));
    }

    static String alreadyThere(DirId found) {
        return Messages.format("row.there", found);
    }

    private static String strayTwin(FolderTask task, Created stray) {
        String twin = Messages.format("row.stray", stray.filename(), stray.dirId());
        warn(task, twin);
        return twin;
    }

    private static void warn(FolderTask task, String message) {
        FolderFlow.saying(task, () -> log.warn("{}: {}", task.folder.path(), message));
    }

    /** Looked for as often as settings ask, and not seen. */
    private Verdict absent(FolderTask task) {
        Created stray = task.stray;
        if (stray != null) {
            return strayAlone(task, stray);
        }
        if (!task.open && task.sends > 0) {
            return parked(task, Messages.format("row.unseen", task.trouble));
        }
        if (task.elsewhere) {
            return parked(task, Messages.format("row.elsewhere", task.trouble));
        }
        task.open = false;
        // What fails with its siblings is tried in smaller company before it is given up.
        return task.company <= 1 && task.sends >= settings.attempts()
                ? new Verdict.Failed(Messages.format("row.givenUp", task.sends, task.trouble))
                : new Verdict.Send(true);
    }

    /**
     * An answer of another name, and the asked one is not to be seen. After a first call it is the folder; after a
     * repeated one the other name says that the first call's folder took the name, wherever it may be.
     */
    private static Verdict strayAlone(FolderTask task, Created stray) {
        if (task.inDoubt) {
            return parked(task, Messages.format("row.strayAlone", task.trouble));
        }
        String message = Messages.format("row.strayTaken", task.trouble);
        warn(task, message);
        return new Verdict.There(FolderState.CREATED, stray.dirId(), message);
    }
}
