package io.github.pantree.pan123.token;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The access token of the account, shared by all calls. The first call that needs a new one refreshes it. */
public final class TokenProvider {

    /** The remaining lifetime below which a token is refreshed, so that it does not expire during a call. */
    public static final Duration MARGIN = Duration.ofMinutes(5);

    /**
     * Another program may displace a token at any time; three in a row without an accepted call are not a coincidence.
     */
    private static final int MAX_REJECTED_REFRESHES = 3;

    private final @Nullable String fixed;
    private final TokenStore store;
    private final TokenStore.Source source;
    private final TimeSource timing;
    private @Nullable AccessToken current;
    /** Without the monitor, which is held while a token is requested: an accepted call must not wait for that. */
    private final AtomicInteger rejectedRefreshes = new AtomicInteger();

    public TokenProvider(@Nullable String fixed, TokenStore store, TokenStore.Source source, TimeSource timing) {
        this.fixed = fixed;
        this.store = store;
        this.source = source;
        this.timing = timing;
    }

    /** A token for the next call. */
    public synchronized String get() throws HaltedException {
        if (fixed != null) {
            return fixed;
        }
        AccessToken known = current;
        return known != null && known.expires().isAfter(expiryLimit()) ? known.value() : replace(null);
    }

    /**
     * Returns a token other than {@code rejected}. Of several callers with the same rejected token, the first one
     * refreshes it for all.
     *
     * @throws CredentialsRefusedException if there are no credentials to refresh it with, or if the API has rejected
     *     all of the last tokens that it issued
     */
    public synchronized String refresh(String rejected, String refusal) throws HaltedException {
        if (fixed != null) {
            throw new CredentialsRefusedException(Messages.format("api.fixed", refusal));
        }
        AccessToken known = current;
        if (known != null && !known.value().equals(rejected)) {
            return known.value();
        }
        if (rejectedRefreshes.incrementAndGet() > MAX_REJECTED_REFRESHES) {
            throw new CredentialsRefusedException(Messages.format("api.issued", refusal));
        }
        return replace(rejected);
    }

    /** Records that the API has accepted a token. */
    public void confirm() {
        rejectedRefreshes.set(0);
    }

    private String replace(@Nullable String rejected) throws HaltedException {
        try {
            AccessToken token = store.obtain(rejected, expiryLimit(), source);
            current = token;
            return token.value();
        } catch (IOException e) {
            throw new UncheckedIOException(Messages.format("api.tokenNotSaved", FileSystemErrors.describe(e)), e);
        }
    }

    private Instant expiryLimit() {
        return timing.now().plus(MARGIN);
    }
}
