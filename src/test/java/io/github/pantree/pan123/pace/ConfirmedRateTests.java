package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConfirmedRateTests {

    private static final long NOW = Duration.ofHours(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final ConfirmedRate confirmed = new ConfirmedRate();

    @Test
    void nothingIsConfirmedAtFirst() {
        assertThat(confirmed.rate()).isZero();
        assertThat(confirmed.isAbove(0.1, NOW)).isFalse();
    }

    @Test
    void highestRateOfTheLastMinuteCounts() {
        confirmed.add(10, NOW);
        confirmed.add(8, NOW + MINUTE);
        assertThat(confirmed.rate()).isEqualTo(10);
        confirmed.add(7, NOW + MINUTE + 1);
        assertThat(confirmed.rate()).isEqualTo(7);
        confirmed.add(9, NOW + MINUTE + 2);
        assertThat(confirmed.rate()).isEqualTo(9);
    }

    @Test
    void sameRateIsConfirmedAnew() {
        confirmed.add(10, NOW);
        confirmed.add(10, NOW + MINUTE);
        assertThat(confirmed.isAbove(5, NOW + 2 * MINUTE)).isTrue();
        assertThat(confirmed.isAbove(5, NOW + 2 * MINUTE + 1)).isFalse();
    }

    @Test
    void rateJustBelowIsNotClearlyBelow() {
        confirmed.add(100, NOW);
        assertThat(confirmed.isAbove(96.9, NOW)).isTrue();
        assertThat(confirmed.isAbove(97, NOW)).isFalse();
    }
}
