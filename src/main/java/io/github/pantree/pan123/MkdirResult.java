package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All that can come of a mkdir call. */
public sealed interface MkdirResult {

    /**
     * The API says that it made the folder.
     *
     * @param filename the name it gave it, which need not be the one asked for
     */
    record Created(String filename, DirId dirId, @Nullable String traceId) implements MkdirResult {}

    /** The API answered with a code other than 0, which says what went wrong only in the words of its message. */
    record Refused(
            RefusalReason hint,
            int code,
            String message,
            @Nullable String traceId) implements MkdirResult {

        public String describe() {
            return "code " + code + ": " + message;
        }
    }

    /** Too many requests; the call was not carried out. */
    record Throttled(
            @Nullable Duration retryAfter, @Nullable String traceId) implements MkdirResult {}

    /**
     * Nobody knows whether the folder was made: no answer, or none that can be read.
     *
     * @param underOtherName whether the answer names folders that nobody asked for, one of which may be this one
     */
    record Unknown(String reason, @Nullable String traceId, boolean underOtherName) implements MkdirResult {

        public Unknown(String reason, @Nullable String traceId) {
            this(reason, traceId, false);
        }
    }

    /** The call did not leave, since the run is stopping. */
    record NotSent() implements MkdirResult {}

    /** What a refusal's code and words may mean. The image host publishes none of them, so it is never more than a hint. */
    enum RefusalReason {
        /** A folder of that name is there. */
        EXISTS,
        /** The parent is not there, or not there yet. */
        NO_PARENT,
        /** The name is not acceptable. */
        BAD_NAME,
        /** This form of a name, or any other parameter, is not taken. */
        FORM,
        /** Too many names in one call. */
        TOO_MANY,
        /** Anything: an inner error before or after the folder was made, a wrong parameter, a new wording. */
        UNKNOWN
    }
}
