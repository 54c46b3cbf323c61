package io.github.pantree.pan123.http;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.token.TokenProvider;
import io.github.pantree.pan123.token.TokenStore;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Requests access tokens with the credentials of the client, until the API issues one or refuses them. */
final class TokenRequests implements TokenStore.Source {

    private static final Logger log = LoggerFactory.getLogger(TokenRequests.class);

    /** Assumed if the date is unreadable, or the clocks of the API and this machine differ. */
    private static final Duration ASSUMED_LIFETIME = Duration.ofDays(1);

    /** A token that is rejected earlier than this, after fewer calls, was displaced by another program. */
    private static final Duration EARLY = Duration.ofMinutes(10);

    private static final int FEW_CALLS = 10;
    /** A refusal with an unknown message may be a failure of the API. */
    private static final int TRIES_AGAINST_REFUSAL = 3;

    private static final int MOST_EARLY = 2;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final PacedCaller caller;
    private final Map<String, String> credentials = new LinkedHashMap<>();
    private final TimeSource timing;
    private @Nullable Long lastIssued;
    private long acceptedBefore;
    private int early;

    TokenRequests(PacedCaller caller, @Nullable String clientId, @Nullable String clientSecret, TimeSource timing) {
        this.caller = caller;
        this.credentials.put("clientID", String.valueOf(clientId));
        this.credentials.put("clientSecret", String.valueOf(clientSecret));
        this.timing = timing;
    }

    @Override
    public AccessToken fetch() throws HaltedException {
        // After a stop request, this ends the calls that have waited for a token.
        caller.pause(Duration.ZERO);
        waitForRivals();
        for (int attempt = 1; ; attempt++) {
            ApiResponse response = caller.send(ApiCall.token(credentials), null);
            Optional<AccessToken> token = read(response, attempt);
            if (token.isPresent()) {
                lastIssued = timing.nanos();
                acceptedBefore = caller.accepted();
                return withUsableLifetime(token.get());
            }
            boolean incomplete = response instanceof ApiResponse.Envelope envelope && envelope.isOk();
            caller.backOff(incomplete ? Messages.format("api.tokenless") : response.failure(), attempt, response);
        }
    }

    /** Waits longer with each token that becomes invalid early, since a client has only a few valid tokens. */
    private void waitForRivals() throws HaltedException {
        boolean isEarly = lastIssued != null
                && timing.nanos() - lastIssued < EARLY.toNanos()
                && caller.accepted() - acceptedBefore < FEW_CALLS;
        early = isEarly ? early + 1 : 0;
        if (early >= MOST_EARLY) {
            Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(early - MOST_EARLY, 10));
            Duration wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
            log.warn("{}", Messages.format("api.competingTokens", early, wait.toSeconds()));
            caller.pause(wait);
        }
    }

    /**
     * The token in a response; empty if another attempt may return one.
     *
     * @throws CredentialsRefusedException if the API refuses the credentials
     */
    private Optional<AccessToken> read(ApiResponse response, int attempt) {
        if (response instanceof ApiResponse.Unauthorized refusal) {
            throw refused(refusal.message());
        }
        if (!(response instanceof ApiResponse.Envelope envelope)) {
            return Optional.empty();
        }
        if (envelope.isOk()) {
            return issued(envelope.data());
        }
        boolean maybeFailure = envelope.reason() == RefusalReason.UNKNOWN;
        if (maybeFailure && (attempt < TRIES_AGAINST_REFUSAL || caller.isOutage())) {
            return Optional.empty();
        }
        throw refused(envelope.failure());
    }

    private Optional<AccessToken> issued(JsonNode data) {
        Optional<AccessToken> token = AccessToken.issued(data, Instant.MAX);
        return token.map(found -> found.expires().equals(Instant.MAX) ? withAssumedLifetime(found, data) : found);
    }

    private AccessToken withAssumedLifetime(AccessToken token, JsonNode data) {
        String date = ApiTransport.printable(data.path("expiredAt").toString());
        log.warn("{}", Messages.format("api.date", date));
        return new AccessToken(token.value(), timing.now().plus(ASSUMED_LIFETIME));
    }

    private static CredentialsRefusedException refused(String answer) {
        return new CredentialsRefusedException(Messages.format("api.credentials", answer));
    }

    /** The token has just been issued, so it is valid even if this machine's clock is past its expiry. */
    private AccessToken withUsableLifetime(AccessToken token) {
        Instant now = timing.now();
        if (token.expires().isAfter(now.plus(TokenProvider.MARGIN))) {
            return token;
        }
        log.warn("{}", Messages.format("api.clock", DisplayTime.format(token.expires()), DisplayTime.format(now)));
        return new AccessToken(token.value(), now.plus(ASSUMED_LIFETIME));
    }
}
