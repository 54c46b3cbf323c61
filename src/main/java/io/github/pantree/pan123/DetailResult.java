package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import org.jspecify.annotations.Nullable;

/** The possible results of a request for the details of one folder. Transient failures are retried before. */
public sealed interface DetailResult {

    /**
     * The folder exists.
     *
     * @param parent the folder that contains it; null if the API does not say so. The root folder has an ID of its own
     *     here
     * @param mayBeInRoot whether the root folder contains it, as far as the root folder's ID is known
     * @param trashed whether it is in the recycle bin
     */
    record Found(String name, @Nullable DirId parent, boolean mayBeInRoot, boolean trashed) implements DetailResult {

        /** Whether it exists under that name in that folder, unless the API says otherwise. */
        public boolean isAt(DirId expectedParent, String expectedName) {
            boolean exists =
                    expectedParent.equals(DirId.ROOT) ? mayBeInRoot : parent == null || expectedParent.equals(parent);
            return !trashed && name.equals(expectedName) && exists;
        }
    }

    /** The API reports that no such folder exists (code 5066). */
    record Missing() implements DetailResult {}

    /** It is unknown whether the folder exists. */
    record Unknown(String reason) implements DetailResult {}

    /** The call was not sent, because the run is stopping. */
    record NotSent() implements DetailResult {}
}
