package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a listing of its parent means for a folder. */
public sealed interface Resolution {

    /** The folder becomes final. */
    sealed interface Final extends Resolution {}

    /**
     * The folder exists.
     *
     * @param message what the user should check nevertheless; null for nothing
     */
    record Exists(FolderState state, DirId dirId, @Nullable String message) implements Final {}

    /**
     * The folder cannot be created or adopted; it needs manual action.
     *
     * @param dirId one of several folders that exist; null if none is known to be the requested one
     */
    record Failed(String message, @Nullable DirId dirId) implements Final {

        Failed(String message) {
            this(message, null);
        }
    }

    /** The folder is not listed yet, which proves nothing. */
    record ListAgain(Duration pause) implements Resolution {}

    /** The folder does not exist: a call may be sent, after a pause if one was sent before. */
    record Send(boolean again) implements Resolution {}
}
