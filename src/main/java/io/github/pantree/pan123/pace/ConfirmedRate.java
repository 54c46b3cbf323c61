package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Duration;

/** The highest rate at which calls were let through of late. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class ConfirmedRate {

    private static final long GOOD_FOR = Duration.ofSeconds(60).toNanos();
    private static final double CLEARLY = 0.97;

    private double rate;
    private long at;

    void add(double confirmed, long now) {
        if (confirmed >= rate || now - at > GOOD_FOR) {
            rate = confirmed;
            at = now;
        }
    }

    /** 0 if there is none yet. */
    double rate() {
        return rate;
    }

    /** Whether clearly more than {@code other} was let through of late. */
    boolean isAbove(double other, long now) {
        return other < rate * CLEARLY && now - at <= GOOD_FOR;
    }
}
