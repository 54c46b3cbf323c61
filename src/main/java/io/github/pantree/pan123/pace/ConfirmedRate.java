package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Duration;

/** The highest rate at which calls were accepted recently. */
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

    /** 0 if unknown. */
    double rate() {
        return rate;
    }

    /** Whether a rate clearly above {@code other} was confirmed recently. */
    boolean isAbove(double other, long now) {
        return other < rate * CLEARLY && now - at <= GOOD_FOR;
    }
}
