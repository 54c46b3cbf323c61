package io.github.pantree.pan123.http;

import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The longest pause that the API may request. After a request for a longer one, no call is sent, so that the run ends
 * instead of waiting. The refused call itself is not affected: it was certainly not carried out. Other processes of the
 * account, and later runs, ask again after a short pause: their limit may differ, and the API may have recovered.
 */
final class PauseLimit {

    private static final Logger log = LoggerFactory.getLogger(PauseLimit.class);

    private static final Duration SHORTEST_LOGGED = Duration.ofSeconds(10);
    private static final Duration LONGEST_OF_OTHERS = Duration.ofSeconds(10);

    private final Duration longest;
    private final TimeSource timing;
    private volatile @Nullable Instant end;
    private volatile @Nullable String excess;

    PauseLimit(Duration longest, TimeSource timing) {
        this.longest = longest;
        this.timing = timing;
    }

    /** @param time when the run ends in any case */
    void endAt(Instant time) {
        end = time;
    }

    /**
     * Records that the API has requested a pause.
     *
     * @param retryAfter null if the API did not specify one
     * @return the pause of all calls of the account
     */
    @Nullable
    Duration requested(@Nullable Duration retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        String reason = excess(retryAfter);
        if (reason == null) {
            if (retryAfter.compareTo(SHORTEST_LOGGED) >= 0) {
                log.warn("{}", Messages.format("pace.retryAfter", retryAfter.toSeconds()));
            }
            return retryAfter;
        }
        excess = reason;
        return retryAfter.compareTo(LONGEST_OF_OTHERS) < 0 ? retryAfter : LONGEST_OF_OTHERS;
    }

    private @Nullable String excess(Duration retryAfter) {
        Instant until = timing.now().plus(retryAfter);
        Instant last = end;
        if (retryAfter.compareTo(longest) > 0) {
            return Messages.format("api.later", retryAfter.toSeconds(), DisplayTime.format(until), longest.toSeconds());
        }
        return last != null && until.isAfter(last)
                ? Messages.format(
                        "api.later.deadline",
                        retryAfter.toSeconds(),
                        DisplayTime.format(until),
                        DisplayTime.format(last))
                : null;
    }

    /** @throws ApiUnavailableException if the API has requested a longer pause */
    void check() {
        String reason = excess;
        if (reason != null) {
            throw new ApiUnavailableException(reason);
        }
    }
}
