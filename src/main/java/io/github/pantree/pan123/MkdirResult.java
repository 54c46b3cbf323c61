package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import io.github.pantree.support.Messages;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The possible results of a mkdir call for one name. */
public sealed interface MkdirResult {

    /**
     * The API reports that it created the folder.
     *
     * @param filename the name of the folder, which may differ from the requested one
     */
    record Created(String filename, DirId dirId, @Nullable String traceId) implements MkdirResult {}

    /**
     * The API responded with a code other than 0. Often only the message shows the reason.
     *
     * @param code 0 if a filter on the way to the API responded
     */
    record Refused(
            RefusalReason reason,
            int code,
            String message,
            @Nullable String traceId) implements MkdirResult {

        /** Whether not the API refused it, but a filter on the way there. */
        public boolean isFiltered() {
            return code == 0;
        }

        public String describe() {
            return isFiltered() ? message : Messages.format("api.code", String.valueOf(code), message);
        }
    }

    /** Too many requests; the call was not carried out. */
    record Throttled(
            @Nullable Duration retryAfter, @Nullable String traceId) implements MkdirResult {}

    /**
     * It is unknown whether the folder was created: there was no response, or an unreadable one.
     *
     * @param underOtherName whether the response contains folders that were not requested, and one of them may be this
     *     one
     */
    record Unknown(String reason, @Nullable String traceId, boolean underOtherName) implements MkdirResult {

        public Unknown(String reason, @Nullable String traceId) {
            this(reason, traceId, false);
        }
    }

    /** There was no connection, so the call was certainly not sent; it may be sent again. */
    record Unconnected() implements MkdirResult {}

    /** The call was not sent, because the run is stopping. */
    record NotSent() implements MkdirResult {}

    /** The likely reason of a refusal, from its code and message. The API documents neither, so it is only a hint. */
    enum RefusalReason {
        /** A folder with this name exists. */
        EXISTS,
        /** The parent does not exist, or is not known yet. */
        NO_PARENT,
        /** The name is not acceptable. */
        BAD_NAME,
        /** This encoding of the names, or another parameter, is not accepted. */
        FORM,
        /** Too many names in one call, too many children of the parent, or too deep a level. */
        TOO_MANY,
        /** No write of the account is accepted at present. */
        ACCOUNT,
        /**
         * Any reason: an internal error before or after the folder was created, a wrong parameter, an unknown message.
         */
        UNKNOWN
    }
}
