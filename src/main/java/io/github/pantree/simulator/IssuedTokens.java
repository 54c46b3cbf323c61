package io.github.pantree.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.UUID;

/** The access tokens of the one client there is. Three are live at most: one more pushes the oldest out. */
final class IssuedTokens {

    /** A token with the names of the API. */
    private record Token(String accessToken, String expiredAt) {}

    /** A token that need not be issued, and never dies. */
    private static final String FIXED = "simulator-token";

    private static final String CLIENT_ID = "simulator";
    private static final String CLIENT_SECRET = "secret";
    private static final int MOST_LIVE = 3;
    private static final Duration LIFE = Duration.ofDays(30);
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private final Clock clock;
    private final Deque<String> live = new ArrayDeque<>();

    IssuedTokens(Clock clock) {
        this.clock = clock;
    }

    /** Answers the call that asks for a token. */
    Envelope issue(Request request) throws ApiErrorException {
        if (!request.text("clientID").equals(CLIENT_ID)
                || !request.text("clientSecret").equals(CLIENT_SECRET)) {
            throw new ApiErrorException(ApiErrorException.Reason.BAD_CREDENTIALS);
        }
        OffsetDateTime expires = OffsetDateTime.now(clock.withZone(BEIJING)).plus(LIFE);
        return Envelope.ok(new Token(issue(), TIME.format(expires)));
    }

    private synchronized String issue() {
        if (live.size() == MOST_LIVE) {
            live.removeFirst();
        }
        String token = UUID.randomUUID().toString();
        live.addLast(token);
        return token;
    }

    synchronized boolean isLive(String token) {
        return token.equals(FIXED) || live.contains(token);
    }

    synchronized void expire(String token) {
        live.remove(token);
    }

    synchronized void expireAll() {
        live.clear();
    }
}
