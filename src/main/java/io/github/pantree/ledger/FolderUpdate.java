package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import org.jspecify.annotations.Nullable;

/**
 * The new state of a folder. See {@link LedgerFolder} for the fields.
 *
 * @param mayHaveChildren false only if the folder certainly has no children in the manifest
 */
public record FolderUpdate(
        long number,
        FolderState state,
        boolean inDoubt,
        @Nullable DirId dirId,
        @Nullable String message,
        @Nullable String traceId,
        boolean mayHaveChildren) {

    public FolderUpdate(
            long number,
            FolderState state,
            boolean inDoubt,
            @Nullable DirId dirId,
            @Nullable String message,
            @Nullable String traceId) {
        this(number, state, inDoubt, dirId, message, traceId, true);
    }
}
