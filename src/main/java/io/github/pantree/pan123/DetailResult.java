package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;

/** The possible results of a request for the details of one folder. Transient failures are retried before. */
public sealed interface DetailResult {

    /**
     * It exists.
     *
     * @param parent the folder that holds it; the root has an ID of its own here
     * @param trashed whether it lies in the recycle bin
     */
    record Found(String name, DirId parent, boolean trashed) implements DetailResult {

        /** Whether it exists under that name in that folder. The ID of the root is not known. */
        public boolean isAt(DirId expectedParent, String expectedName) {
            return !trashed
                    && name.equals(expectedName)
                    && (expectedParent.equals(DirId.ROOT) || expectedParent.equals(parent));
        }
    }

    /** The API reports that no such folder exists (code 5066). */
    record Missing() implements DetailResult {}

    /** Neither is certain. */
    record Unknown(String reason) implements DetailResult {}

    /** The run is stopping. */
    record NotSent() implements DetailResult {}
}
