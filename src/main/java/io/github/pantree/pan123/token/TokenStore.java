package io.github.pantree.pan123.token;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.token.FileTokenStore.Source;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps the access token of one account between runs, for all processes that look there. */
public interface TokenStore {

    /** The kept token if it is another than {@code bad} and good at {@code now}; else a new one, which is kept. */
    AccessToken obtain(@Nullable String bad, Instant now, Source source) throws IOException, HaltedException;
}
