package io.github.pantree.pan123;

import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The access token of the account: one, shared by all calls, renewed by the first of them that needs it. */
final class Tokens {

    /** A token this close to its end is renewed, so that it does not end under a call. */
    static final Duration MARGIN = Duration.ofMinutes(5);

    /** Another program may push a token out at any moment; three of them in a row without a call is no accident. */
    private static final int RENEWALS_IN_VAIN = 3;

    private final @Nullable String fixed;
    private final TokenStore store;
    private final TokenFile.Source source;
    private final TimeSource timing;
    private @Nullable AccessToken current;
    private int renewalsInVain;

    Tokens(@Nullable String fixed, TokenStore store, TokenFile.Source source, TimeSource timing) {
        this.fixed = fixed;
        this.store = store;
        this.source = source;
        this.timing = timing;
    }

    /** The token to call with. */
    synchronized String current() throws Halted {
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
     * @throws CredentialsRefused if there are no credentials to renew it with
     */
    synchronized String renewed(String bad, String refusal) throws Halted {
        if (fixed != null) {
            throw new CredentialsRefused(Messages.format("api.fixed", refusal));
        }
        AccessToken known = current;
        if (known != null && !known.value().equals(bad)) {
            return known.value();
        }
        renewalsInVain++;
        return replace(bad);
    }

    /** Notes that the API has taken a token. */
    synchronized void taken() {
        renewalsInVain = 0;
    }

    /** Whether the API has taken none of the last tokens that it issued. */
    synchronized boolean noneIsTaken() {
        return renewalsInVain > RENEWALS_IN_VAIN;
    }

    private String replace(@Nullable String bad) throws Halted {
        try {
            AccessToken token = store.other(bad, soon(), source);
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
