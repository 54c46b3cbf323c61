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
import org.jspecify.annotations.Nullable;

/** The access token of the account: one, shared by all calls, renewed by the first of them that needs it. */
public final class TokenProvider {

    /** A token this close to its end is renewed, so that it does not end under a call. */
    public static final Duration MARGIN = Duration.ofMinutes(5);

    /** Another program may push a token out at any moment; three of them in a row without a call is no accident. */
    private static final int RENEWALS_IN_VAIN = 3;

    private final @Nullable String fixed;
    private final TokenStore store;
    private final TokenStore.Source source;
    private final TimeSource timing;
    private @Nullable AccessToken current;
    private int renewalsInVain;

    public TokenProvider(@Nullable String fixed, TokenStore store, TokenStore.Source source, TimeSource timing) {
        this.fixed = fixed;
        this.store = store;
        this.source = source;
        this.timing = timing;
    }

    /** The token to call with. */
    public synchronized String get() throws HaltedException {
        if (fixed != null) {
            return fixed;
        }
        AccessToken known = current;
        return known != null && known.expires().isAfter(soon()) ? known.value() : replace(null);
    }

    /**
     * A token other than {@code bad}, which the API has refused. Of many callers with the same bad token, the first one
     * renews it for all.
     *
     * @throws CredentialsRefusedException if there are no credentials to renew it with
     */
    public synchronized String refresh(String bad, String refusal) throws HaltedException {
        if (fixed != null) {
            throw new CredentialsRefusedException(Messages.format("api.fixed", refusal));
        }
        AccessToken known = current;
        if (known != null && !known.value().equals(bad)) {
            return known.value();
        }
        renewalsInVain++;
        return replace(bad);
    }

    /** Notes that the API has taken a token. */
    public synchronized void confirm() {
        renewalsInVain = 0;
    }

    /** Whether the API has taken none of the last tokens that it issued. */
    public synchronized boolean allRejected() {
        return renewalsInVain > RENEWALS_IN_VAIN;
    }

    private String replace(@Nullable String bad) throws HaltedException {
        try {
            AccessToken token = store.obtain(bad, soon(), source);
            current = token;
            return token.value();
        } catch (IOException e) {
            throw new UncheckedIOException(Messages.format("api.unkept", FileSystemErrors.describe(e)), e);
        }
    }

    private Instant soon() {
        return timing.now().plus(MARGIN);
    }
}
