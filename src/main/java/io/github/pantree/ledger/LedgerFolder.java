package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.support.Messages;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a manifest, and its state.
 *
 * @param number its position in the manifest's tree, breadth first; 0 is the target, and lower numbers are existing
 *     folders that rows refer to as their parents
 * @param line the manifest's line that names it; null for an implicit parent
 * @param cells the line's cells, joined; null without a line
 * @param inDoubt whether a mkdir call for it was sent without a recorded response: if the folder exists, this manifest
 *     created it
 * @param listed whether its remote children are known, so that missing ones need no further listing
 * @param dirId present if the folder exists; otherwise the dirID that an earlier run knew, to be verified, or, for a
 *     failed folder, one of several that exist
 * @param message why it failed or how it was created; for a pending folder, why it failed in an earlier run
 * @param hasChildren whether the manifest has folders below it
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
        @Nullable String traceId,
        boolean hasChildren) {

    public static final long TARGET = 0;

    private static final Pattern ADOPTION = Messages.pattern("row.adopted");

    /** Whether a call for it is in doubt, or was. */
    public boolean everInDoubt() {
        return inDoubt || state == FolderState.SENT;
    }

    /** Whether its only call created the folder with the known dirID, and no other one. */
    public boolean hasKnownResult() {
        return dirId != null && !inDoubt;
    }

    /** The message if it says that the API created the folder under another name; otherwise null. */
    public @Nullable String adoption() {
        return dirId == null ? null : adoption(message);
    }

    /** A folder's message if it says that the API created the folder under another name; otherwise null. */
    public static @Nullable String adoption(@Nullable String message) {
        return message != null && ADOPTION.matcher(message).matches() ? message : null;
    }

    /** The message, unless it is from an earlier run. */
    public @Nullable String currentMessage() {
        return state == FolderState.PENDING ? null : message;
    }

    /** The dirID, unless it has to be verified. */
    public @Nullable DirId existingDirId() {
        return state.exists() ? dirId : null;
    }
}
