package io.github.pantree.provisioning.create;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import java.util.BitSet;

/** The folders with children that this run has sent and that were created, by number. */
final class NewFolders {

    private final BitSet sent = new BitSet();
    private final BitSet empty = new BitSet();

    void record(FolderTask task, FolderUpdate outcome) {
        if (outcome.state() == FolderState.CREATED && task.sent && task.folder.hasChildren()) {
            int number = Math.toIntExact(task.folder.number());
            sent.set(number);
            empty.set(number, task.returned || !outcome.inDoubt());
        }
    }

    /** Whether it is one of them: others have hardly had the time to create folders in it. */
    boolean contains(long number) {
        return isIn(sent, number);
    }

    /** Whether it is one of them, and a call of this run certainly created it, so that it was empty at first. */
    boolean wasEmpty(long number) {
        return isIn(empty, number);
    }

    private static boolean isIn(BitSet folders, long number) {
        return number > LedgerFolder.TARGET && folders.get(Math.toIntExact(number));
    }
}
