package io.github.pantree.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The access tokens of the single client. At most three are valid: another one invalidates the oldest. */
final class IssuedTokens {

    /** A token with the API's names of its fields. */
    private record Token(String accessToken, @Nullable Object expiredAt) {}

    /** A token that is valid without being issued, and never expires. */
    private static final String FIXED = "simulator-token";

    private static final String CLIENT_ID = "simulator";
    private static final String CLIENT_SECRET = "secret";
    private static final int MOST_LIVE = 3;
    private static final Duration LIFE = Duration.ofDays(30);
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private static final DateTimeFormatter PLAIN_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Clock clock;
    private final Supplier<ServerRules> rules;
    /** The remaining uses of each token, oldest token first. */
    private final Map<String, Integer> live = new LinkedHashMap<>();

    IssuedTokens(Supplier<ServerRules> rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** Executes the call for a token. */
    Envelope issue(Request request) throws ApiErrorException {
        if (!request.text("clientID").equals(CLIENT_ID)
                || !request.text("clientSecret").equals(CLIENT_SECRET)) {
            throw new ApiErrorException(ApiErrorException.Reason.BAD_CREDENTIALS);
        }
        OffsetDateTime expires = OffsetDateTime.now(clock.withZone(BEIJING)).plus(LIFE);
        return Envelope.ok(new Token(issue(), expiry(expires)));
    }

    private @Nullable Object expiry(OffsetDateTime expires) {
        return switch (rules.get().text(ServerRule.EXPIRED_AT, "zone")) {
            case "plain" -> PLAIN_TIME.format(expires);
            case "seconds" -> expires.toEpochSecond();
            case "millis" -> expires.toInstant().toEpochMilli();
            case "empty" -> "";
            case "null" -> null;
            default -> TIME.format(expires);
        };
    }

    private synchronized String issue() {
        if (live.size() == MOST_LIVE) {
            live.remove(live.keySet().iterator().next());
        }
        String token = UUID.randomUUID().toString();
        live.put(token, rules.get().most(ServerRule.TOKEN_CALLS));
        return token;
    }

    /** Counts a use of the token; returns whether it is valid. */
    synchronized boolean use(String token) {
        Integer left = live.computeIfPresent(token, (key, uses) -> uses - 1);
        if (left != null && left < 0) {
            live.remove(token);
            return false;
        }
        return left != null || token.equals(FIXED);
    }

    synchronized void expire(String token) {
        live.remove(token);
    }

    synchronized void expireAll() {
        live.clear();
    }
}
