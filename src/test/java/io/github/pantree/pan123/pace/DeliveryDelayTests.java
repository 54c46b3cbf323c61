package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeliveryDelayTests {

    private static final long MILLI = 1_000_000;

    private final DeliveryDelay delays = new DeliveryDelay();

    @Test
    void allOfTheRoundTripCountsUntilTheQuickestIsKnown() {
        learn(19, 50);
        assertThat(delays.of(50 * MILLI)).isEqualTo(50 * MILLI);
        learn(1, 50);
        assertThat(delays.of(50 * MILLI)).isZero();
    }

    @Test
    void onlyTheTimeBeyondTheQuickestRoundTripCounts() {
        learn(40, 50);
        assertThat(delays.of(350 * MILLI)).isEqualTo(300 * MILLI);
        assertThat(delays.of(9_000 * MILLI)).isEqualTo(DeliveryDelay.LONGEST);
        assertThat(delays.of(20 * MILLI)).isZero();
    }

    @Test
    void whereTheServersTimeVariesOnlyTheUnusualCounts() {
        for (int i = 0; i < 64; i++) {
            learn(1, i % 2 == 0 ? 50 : 350);
        }
        assertThat(delays.of(350 * MILLI)).isEqualTo(100 * MILLI);
        assertThat(delays.of(550 * MILLI)).isEqualTo(200 * MILLI);
    }

    private void learn(int calls, long millis) {
        for (int i = 0; i < calls; i++) {
            delays.learn(millis * MILLI);
        }
    }
}
