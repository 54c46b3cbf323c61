package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * How long all calls are delayed after the rate was cut: the time of two calls, doubled with each cut while no call is
 * accepted between two cuts.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class RefusalHold {

    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SHORTEST = Duration.ofMillis(500).toNanos();
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();
    private static final int MOST_CONSECUTIVE = 6;

    @JsonProperty("barrenCuts")
    private int consecutiveCuts;

    private long nanos;

    /** @param consecutive whether no call was accepted since the previous cut */
    void afterCut(double rate, boolean consecutive) {
        consecutiveCuts = consecutive ? Math.min(MOST_CONSECUTIVE, consecutiveCuts + 1) : 0;
        long twoCalls = (long) (2 * SECOND / rate);
        nanos = consecutive ? Math.min(LONGEST, SHORTEST << consecutiveCuts) : Math.min(SHORTEST, twoCalls);
    }

    void end() {
        nanos = 0;
    }

    Duration time() {
        return Duration.ofNanos(nanos);
    }
}
