package io.github.pantree.pan123.token;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.HaltedException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stores the access token of one account between runs, for all processes that share the store. */
public interface TokenStore {

    /** Requests a new token from the API. */
    interface Source {
        AccessToken fetch() throws HaltedException;
    }

    /**
     * The stored token if it is valid at {@code now} and not {@code rejected}; otherwise a new one, which is stored.
     */
    AccessToken obtain(@Nullable String rejected, Instant now, Source source) throws IOException, HaltedException;
}
