package io.github.pantree.report;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.Messages;
import java.util.Collections;
import java.util.List;
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

    /**
     * The cells of the folder, the manifest's own ones last.
     *
     * @param status as it is shown
     */
    List<@Nullable String> cells(String status, @Nullable DirId parent, ManifestFormat columns) {
        List<@Nullable String> cells = CsvFormatter.cells(
                folder.line(),
                folder.path(),
                folder.name(),
                folder.existingDirId(),
                parent,
                status,
                message(),
                folder.traceId());
        String own = folder.cells();
        cells.addAll(own == null ? Collections.nCopies(columns.own().size(), "") : columns.own(CellCodec.decode(own)));
        return cells;
    }
}
