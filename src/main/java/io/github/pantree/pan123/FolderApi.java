package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The remote folders. Thread-safe; each call waits for its permit first. */
public interface FolderApi {

    /** The longest wait of a call after a halt, since a user or a scheduler waits for the end of the run. */
    Duration MAX_WAIT_WHEN_HALTED = Duration.ofSeconds(2);

    /**
     * Ensures that there is an access token.
     *
     * @throws CredentialsRefusedException if the API issues none
     * @throws ApiUnavailableException if the API gives no usable response for too long
     */
    void authenticate();

    /**
     * Sends one mkdir call. Only if the token was rejected, the token is refreshed and the call sent again, since it
     * was not carried out.
     *
     * @param names the names of the new folders, without duplicates; exactly one in the string form
     * @param again whether a call for one of these folders was sent before
     * @throws CredentialsRefusedException if the API no longer accepts the token and issues no other
     * @throws ApiUnavailableException if the API has given no usable response for too long
     */
    MkdirBatchResult mkdir(List<String> names, DirId parent, NameEncoding encoding, boolean again);

    /** The known capabilities of the API; the caller records results there. */
    Capabilities capabilities();

    /** Whether the API refuses all writes of the account; the caller asks before each call, and records results. */
    WriteHold writeHold();

    /** The known maximum of mkdir calls in flight for one parent. */
    default int mostCallsPerParent() {
        return Integer.MAX_VALUE;
    }

    /** Like {@link #list(DirId, boolean)}, not after a halt. */
    default ListResult list(DirId folder) {
        return list(folder, false);
    }

    /**
     * Lists all pages of a folder, with retries. A halt ends the listing before its next page, even if it is waiting.
     *
     * @param allowWhenHalted whether the listing settles folders in doubt, so that it is sent after a halt, without
     *     retries and unless it had to wait for longer than {@link #MAX_WAIT_WHEN_HALTED}
     * @throws CredentialsRefusedException if the API no longer accepts the token and issues no other
     * @throws ApiUnavailableException if the API gives no usable response for too long
     */
    ListResult list(DirId folder, boolean allowWhenHalted);

    /**
     * Requests the details of a folder, with retries. Listings lag, details do not.
     *
     * @throws CredentialsRefusedException if the API no longer accepts the token and issues no other
     * @throws ApiUnavailableException if the API gives no usable response for too long
     */
    DetailResult detail(DirId folder);

    /**
     * An identifier of the account that does not reveal its credentials; the same in all processes with the same client
     * ID.
     */
    String account();

    /**
     * Announces when the run ends in any case: it ends at once if the API requests a pause beyond that time.
     *
     * @param time the time of the deadline
     */
    default void endAt(Instant time) {}

    /**
     * Stops sending calls; those that wait, and listings between two pages, return as not sent. Only listings that are
     * allowed when halted are still sent: calls in flight may have to be settled.
     */
    void halt();

    /** The current outage; empty if the API is usable. */
    Optional<OutageStatus> outage();

    CallStatistics statistics();
}
