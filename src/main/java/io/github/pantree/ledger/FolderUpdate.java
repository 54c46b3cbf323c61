package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The new state of a folder. See {@link LedgerFolder} for the fields.
 *
 * @param dirId for a failed folder, one of several that exist
 * @param mayHaveChildren false only if the folder certainly has no children in the manifest
 * @param copies present if the API may have created more than one folder for it, so that its parent is listed once more
 *     before a run completes: the numbered copies of its name that existed before
 */
public record FolderUpdate(
        long number,
        FolderState state,
        boolean inDoubt,
        @Nullable DirId dirId,
        @Nullable String message,
        @Nullable String traceId,
        boolean mayHaveChildren,
        @Nullable Set<DirId> copies) {

    public FolderUpdate(
            long number,
            FolderState state,
            boolean inDoubt,
            @Nullable DirId dirId,
            @Nullable String message,
            @Nullable String traceId) {
        this(number, state, inDoubt, dirId, message, traceId, true, null);
    }
}
