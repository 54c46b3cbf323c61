package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import org.jspecify.annotations.Nullable;

/** Folders and tasks for tests of single classes. */
final class Tasks {

    private Tasks() {}

    /** A pending folder named {@code n10} below a parent with the dirID {@code p1}, if those are their numbers. */
    static FolderTask child(long parent, long number) {
        return child(parent, number, "n" + number);
    }

    static FolderTask child(long parent, long number, String name) {
        FolderTask task = new FolderTask(folder(parent, number, name, FolderState.PENDING, false, null));
        task.parent = new DirId("p" + parent);
        return task;
    }

    /** A pending folder with a dirID of an earlier run. */
    static FolderTask known(long parent, long number, String name, String dirId) {
        FolderTask task =
                new FolderTask(folder(parent, number, name, FolderState.PENDING, false, new DirId(dirId), null));
        task.parent = new DirId("p" + parent);
        return task;
    }

    /** A folder that an earlier run created with one call, and that a recheck looks up. */
    static FolderTask checked(long parent, long number, String name, String dirId) {
        FolderTask task = new FolderTask(folder(parent, number, name, FolderState.SENT, false, new DirId(dirId), null));
        task.parent = new DirId("p" + parent);
        return task;
    }

    static LedgerFolder folder(
            long parent, long number, String name, FolderState state, boolean inDoubt, @Nullable String traceId) {
        return folder(parent, number, name, state, inDoubt, null, traceId);
    }

    private static LedgerFolder folder(
            long parent,
            long number,
            String name,
            FolderState state,
            boolean inDoubt,
            @Nullable DirId dirId,
            @Nullable String traceId) {
        return new LedgerFolder(
                number,
                parent,
                2,
                name,
                "/p" + parent + "/" + name,
                number + 1,
                "",
                state,
                inDoubt,
                false,
                dirId,
                null,
                traceId,
                true);
    }
}
