package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import java.util.List;
import java.util.Optional;

/** The remote folders. Safe for use by many threads; each call waits for its permit first. */
public interface FolderApi {

    /**
     * Ensures that there is an access token.
     *
     * @throws CredentialsRefusedException if the API gives none
     * @throws ApiUnavailableException if it gives no usable answer for too long
     */
    void authenticate();

    /**
     * Sends one mkdir, once; only an expired token is refreshed and the call sent again, since the first one was not
     * carried out.
     *
     * @param names the names of the new folders, each once; exactly one in the string form
     * @param again whether a call for one of these folders was sent before
     * @throws CredentialsRefusedException if the API no longer accepts the token and gives no other
     * @throws ApiUnavailableException if the API has given no usable answer for too long
     */
    MkdirBatchResult mkdir(List<String> names, DirId parent, NameEncoding encoding, boolean again);

    /** What is known of how names may be sent; the caller records the results there. */
    Capabilities capabilities();

    /** How many mkdir calls for one parent may be in flight together, as far as is known. */
    default int mostCallsPerParent() {
        return Integer.MAX_VALUE;
    }

    /**
     * Lists all pages of a folder, with retries.
     *
     * @throws CredentialsRefusedException if the API no longer accepts the token and gives no other
     * @throws ApiUnavailableException if the API gives no usable answer for too long
     */
    ListResult list(DirId folder);

    /**
     * Requests the details of a folder, with retries: listings lag, details do not.
     *
     * @throws CredentialsRefusedException if the API no longer accepts the token and gives no other
     * @throws ApiUnavailableException if the API gives no usable answer for too long
     */
    DetailResult detail(DirId folder);

    /** A name of the account that does not reveal it; the same for all processes with the same client ID. */
    String account();

    /**
     * Sends no more mkdirs; those that wait for a permit return as not sent. Listings are still sent, once each: calls
     * in flight may have to be settled.
     */
    void halt();

    /** What is wrong with the API at present, while calls are held back for it. */
    Optional<OutageStatus> outage();

    CallStatistics statistics();
}
