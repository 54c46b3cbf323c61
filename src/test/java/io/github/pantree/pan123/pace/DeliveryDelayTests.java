package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeliveryDelayTests {

    private static final long MILLI = 1_000_000;
    private static final Pacer.Flight CREATING = new Pacer.Flight("p", 0, 0);
    private static final Pacer.Flight LISTING = new Pacer.Flight(null, 0, 0);

    private final DeliveryDelay delays = new DeliveryDelay();

    @Test
    void allOfTheRoundTripCountsUntilTheQuickestIsKnown() {
        learn(19, 50);
        assertThat(of(50 * MILLI)).isEqualTo(50 * MILLI);
        learn(1, 50);
        assertThat(of(50 * MILLI)).isZero();
    }

    @Test
    void onlyTheTimeBeyondTheQuickestRoundTripCounts() {
        learn(40, 50);
        assertThat(of(350 * MILLI)).isEqualTo(300 * MILLI);
        assertThat(of(9_000 * MILLI)).isEqualTo(DeliveryDelay.LONGEST);
        assertThat(of(20 * MILLI)).isZero();
    }

    @Test
    void whereTheServersTimeVariesOnlyTheUnusualCounts() {
        for (int i = 0; i < 64; i++) {
            learn(1, i % 2 == 0 ? 50 : 350);
        }
        assertThat(of(350 * MILLI)).isEqualTo(100 * MILLI);
        assertThat(of(550 * MILLI)).isEqualTo(200 * MILLI);
    }

    @Test
    void quickCallsOfAnotherKindDelayNothing() {
        for (int i = 0; i < 20; i++) {
            delays.learn(LISTING, 10 * MILLI, true);
            learn(1, 100);
        }
        assertThat(of(100 * MILLI)).isZero();
        assertThat(delays.of(LISTING, 100 * MILLI)).isEqualTo(90 * MILLI);
    }

    @Test
    void callThatFailedSoonerDelaysNothing() {
        learn(20, 100);
        delays.learn(CREATING, 5 * MILLI, false);
        assertThat(of(100 * MILLI)).isZero();
    }

    @Test
    void oldRoundTripIsForgottenAfterAFewHundredCalls() {
        learn(1, 10);
        learn(250, 100);
        assertThat(of(100 * MILLI)).isEqualTo(90 * MILLI);
        learn(300, 100);
        assertThat(of(100 * MILLI)).isZero();
    }

    private void learn(int calls, long millis) {
        for (int i = 0; i < calls; i++) {
            delays.learn(CREATING, millis * MILLI, true);
        }
    }

    private long of(long roundTrip) {
        return delays.of(CREATING, roundTrip);
    }
}
