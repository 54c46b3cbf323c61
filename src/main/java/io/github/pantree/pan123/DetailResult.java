package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;

/** The possible results of a request for the details of one folder. Transient failures are retried before. */
public sealed interface DetailResult {

    /**
     * The folder exists.
     *
     * @param parent the folder that contains it; the root folder has an ID of its own here
     * @param trashed whether it is in the recycle bin
     */
    record Found(String name, DirId parent, boolean trashed) implements DetailResult {

        /**
         * Whether it exists under that name in that folder. The ID of the root folder is unknown, so it matches any ID.
         */
        public boolean isAt(DirId expectedParent, String expectedName) {
            return !trashed
                    && name.equals(expectedName)
                    && (expectedParent.equals(DirId.ROOT) || expectedParent.equals(parent));
        }
    }

    /** The API reports that no such folder exists (code 5066). */
    record Missing() implements DetailResult {}

    /** It is unknown whether the folder exists. */
    record Unknown(String reason) implements DetailResult {}

    /** The call was not sent, because the run is stopping. */
    record NotSent() implements DetailResult {}
}
