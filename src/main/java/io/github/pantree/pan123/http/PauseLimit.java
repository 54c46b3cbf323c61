package io.github.pantree.pan123.http;

import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The longest pause that the API may request. After a request for a longer one, no call is sent, so that the run ends
 * instead of waiting. The refused call itself is not affected: it was certainly not carried out.
 */
final class PauseLimit {

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

    /** @param retryAfter the requested pause; null if the API did not specify one */
    void requested(@Nullable Duration retryAfter) {
        if (retryAfter == null) {
            return;
        }
        Instant until = timing.now().plus(retryAfter);
        Instant last = end;
        if (retryAfter.compareTo(longest) > 0) {
            excess = Messages.format(
                    "api.later", retryAfter.toSeconds(), DisplayTime.format(until), longest.toSeconds());
        } else if (last != null && until.isAfter(last)) {
            excess = Messages.format(
                    "api.later.deadline", retryAfter.toSeconds(), DisplayTime.format(until), DisplayTime.format(last));
        }
    }

    /** @throws ApiUnavailableException if the API has requested a longer pause */
    void check() {
        String reason = excess;
        if (reason != null) {
            throw new ApiUnavailableException(reason);
        }
    }
}
