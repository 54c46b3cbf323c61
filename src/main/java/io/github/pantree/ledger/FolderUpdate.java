package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import org.jspecify.annotations.Nullable;

/** The new state of a folder. See {@link LedgerFolder} for the fields. */
public record FolderUpdate(
        long number,
        FolderState state,
        boolean inDoubt,
        @Nullable DirId dirId,
        @Nullable String message,
        @Nullable String traceId) {}
