package io.github.pantree.report;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.support.Messages;
import org.jspecify.annotations.Nullable;

/** A folder as the results show it: one whose outcome is unknown is pending, and its message says so. */
record ResultRow(LedgerFolder folder) {

    String status() {
        return status(folder.state());
    }

    static String status(FolderState state) {
        return state == FolderState.SENT ? FolderState.PENDING.label() : state.label();
    }

    @Nullable
    String message() {
        return folder.state() == FolderState.SENT ? Messages.format("row.inDoubt") : folder.currentMessage();
    }
}
