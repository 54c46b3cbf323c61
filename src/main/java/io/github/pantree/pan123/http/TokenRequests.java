package io.github.pantree.pan123.http;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.token.TokenProvider;
import io.github.pantree.pan123.token.TokenStore;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests access tokens with the credentials of the client, until the API issues one or refuses them. */
final class TokenRequests implements TokenStore.Source {

    private static final Logger log = LoggerFactory.getLogger(TokenRequests.class);

    /** Assumed where the clocks of the API and of this machine disagree. */
    private static final Duration ASSUMED_LIFETIME = Duration.ofDays(1);

    private final PacedCaller caller;
    private final Map<String, String> credentials;
    private final TimeSource timing;

    TokenRequests(PacedCaller caller, @Nullable String clientId, @Nullable String clientSecret, TimeSource timing) {
        this.caller = caller;
        this.credentials = Map.of("clientID", String.valueOf(clientId), "clientSecret", String.valueOf(clientSecret));
        this.timing = timing;
    }

    @Override
    public AccessToken fetch() throws HaltedException {
        for (int attempt = 1; ; attempt++) {
            ApiResponse response = caller.send(Endpoint.TOKEN, credentials, null);
            Optional<AccessToken> token = read(response);
            if (token.isPresent()) {
                return withUsableLifetime(token.get());
            }
            boolean incomplete = response instanceof ApiResponse.Envelope;
            caller.backOff(incomplete ? Messages.format("api.tokenless") : response.failure(), attempt, response);
        }
    }

    /**
     * The token of a response; empty if another attempt may give one.
     *
     * @throws CredentialsRefusedException if the API refuses the credentials
     */
    private static Optional<AccessToken> read(ApiResponse response) {
        if (response instanceof ApiResponse.Unauthorized refusal) {
            throw refused(refusal.message());
        }
        if (!(response instanceof ApiResponse.Envelope envelope)) {
            return Optional.empty();
        }
        if (!envelope.isOk()) {
            throw refused(envelope.failure());
        }
        return AccessToken.read(envelope.data());
    }

    private static CredentialsRefusedException refused(String answer) {
        return new CredentialsRefusedException(Messages.format("api.credentials", answer));
    }

    /** The API issued it, so it is good, even if it has expired by the clock of this machine. */
    private AccessToken withUsableLifetime(AccessToken token) {
        Instant now = timing.now();
        if (token.expires().isAfter(now.plus(TokenProvider.MARGIN))) {
            return token;
        }
        log.warn("{}", Messages.format("api.clock", token.expires(), now));
        return new AccessToken(token.value(), now.plus(ASSUMED_LIFETIME));
    }
}
