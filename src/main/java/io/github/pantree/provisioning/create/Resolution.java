package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a look at its parent says about a folder. */
sealed interface Resolution {

    /**
     * It is there.
     *
     * @param message what a person should know of it all the same
     */
    record Exists(FolderState state, DirId dirId, @Nullable String message) implements Resolution {}

    /** It cannot be had; a person has to see to it. */
    record Failed(String message) implements Resolution {}

    /** It is not to be seen yet, which proves nothing. */
    record LookAgain(Duration pause) implements Resolution {}

    /** It is not there: a call may leave, after a pause if one left before. */
    record Send(boolean again) implements Resolution {}
}
