package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a listing of its parent means for a folder. */
public sealed interface Resolution {

    /** Ends the folder. */
    sealed interface Final extends Resolution {}

    /**
     * It exists.
     *
     * @param message what needs attention nevertheless; null for nothing
     */
    record Exists(FolderState state, DirId dirId, @Nullable String message) implements Final {}

    /** It cannot be created or adopted; needs manual action. */
    record Failed(String message) implements Final {}

    /** It is not listed yet, which proves nothing. */
    record ListAgain(Duration pause) implements Resolution {}

    /** It does not exist: a call may leave, after a pause if one left before. */
    record Send(boolean again) implements Resolution {}
}
