package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import org.jspecify.annotations.Nullable;

/**
 * A folder that must exist, and what is known of it.
 *
 * @param number its place in the manifest's tree, breadth first; 0 is the target, and below it are existing folders that
 *     rows give as their parents
 * @param line the manifest's line that names it; null for a parent that no row names
 * @param cells the line's cells, joined; null without a line
 * @param inDoubt whether a mkdir for it once left without a recorded answer: what is found then, this manifest made
 * @param listed whether its remote children are known, so that what is missing there need not be looked for
 * @param dirId present exactly if it is there
 */
public record LedgerFolder(
        long number,
        long parentNumber,
        int depth,
        String name,
        String path,
        @Nullable Long line,
        @Nullable String cells,
        FolderState state,
        boolean inDoubt,
        boolean listed,
        @Nullable DirId dirId,
        @Nullable String message,
        @Nullable String traceId) {

    public static final long TARGET = 0;
}
