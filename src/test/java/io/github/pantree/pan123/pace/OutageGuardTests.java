package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutageGuardTests {

    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final int ENOUGH_TO_HOLD_BACK = 5;

    private final TickingTime time = new TickingTime();
    private final OutageGuard outage = new OutageGuard(BOUND, time);

    @Test
    void singleFailuresAreNotAnOutage() {
        for (int i = 0; i < 100; i++) {
            fail(ENOUGH_TO_HOLD_BACK - 1);
            outage.recordSuccess();
        }
        assertThat(outage.isOpen()).isFalse();
        assertThat(outage.status()).isEmpty();
        assertThat(outage.tryAcquire()).isTrue();
    }

    @Test
    void retriesLessAndLessOftenUntilItsLimit() {
        fail(ENOUGH_TO_HOLD_BACK);
        assertThat(outage.isOpen()).isTrue();
        List<Long> tries = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        if (outage.tryAcquire()) {
                            tries.add(time.nanos());
                            outage.recordFailure("no connection");
                        }
                        time.advance(Duration.ofMillis(100));
                    }
                })
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining("pantree.max-outage")
                .hasMessageContaining("no connection");
        assertThat(tries).hasSizeBetween(15, 60);
        long first = tries.get(1) - tries.get(0);
        long last = tries.get(tries.size() - 1) - tries.get(tries.size() - 2);
        assertThat(last).isGreaterThan(3 * first);
        assertThat(Duration.ofNanos(time.nanos())).isBetween(BOUND, BOUND.plusSeconds(2));
    }

    @Test
    void oneCallAtATimeIsTriedAndOneSuccessEndsTheOutage() {
        fail(ENOUGH_TO_HOLD_BACK);
        time.advance(Duration.ofSeconds(3));
        assertThat(outage.tryAcquire()).isTrue();
        assertThat(outage.tryAcquire()).as("one is tried already").isFalse();
        assertThat(outage.status()).get().extracting(OutageStatus::reason).isEqualTo("no connection");
        outage.recordSuccess();
        assertThat(outage.tryAcquire()).isTrue();
        assertThat(outage.status()).isEmpty();
    }

    @Test
    void aCancelledTrialAllowsAnother() {
        fail(ENOUGH_TO_HOLD_BACK);
        time.advance(Duration.ofSeconds(3));
        assertThat(outage.tryAcquire()).isTrue();
        outage.recordCancelled();
        assertThat(outage.tryAcquire()).isTrue();
    }

    @Test
    void continuedThrottlingIsLimitedAsWell() {
        assertThatThrownBy(() -> {
                    while (true) {
                        outage.recordReachable("too many requests");
                        time.advance(Duration.ofSeconds(1));
                    }
                })
                .isInstanceOf(ApiUnavailableException.class);
        assertThat(outage.isOpen()).as("nothing was held back for it").isFalse();
    }

    @Test
    void outageCountsFromTheFirstFailureAfterASuccess() {
        outage.recordFailure("first");
        time.advance(Duration.ofSeconds(5));
        outage.recordSuccess();
        time.advance(Duration.ofSeconds(5));
        outage.recordFailure("second");
        time.advance(Duration.ofMillis(10));
        fail(ENOUGH_TO_HOLD_BACK - 1);
        time.advance(Duration.ofMillis(20));
        assertThat(outage.status()).contains(new OutageStatus(Duration.ofMillis(30), BOUND, "no connection"));
    }

    @Test
    void failuresReachTheBoundOnlyAfterIt() {
        outage.recordFailure("first");
        time.advance(BOUND);
        outage.recordFailure("at the bound");
        time.advance(Duration.ofNanos(1));
        assertThatThrownBy(() -> outage.recordFailure("after it"))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining("600 s")
                .hasMessageContaining("after it");
    }

    @Test
    void successResetsTheTime() {
        outage.recordFailure("first");
        time.advance(BOUND);
        outage.recordSuccess();
        time.advance(BOUND);
        outage.recordFailure("second");
        time.advance(BOUND);
        outage.recordFailure("third");
        assertThat(outage.isOpen()).isFalse();
    }

    @Test
    void throttlingClosesTheBreakerButKeepsTheTime() {
        outage.recordFailure("first");
        fail(ENOUGH_TO_HOLD_BACK - 1);
        time.advance(Duration.ofSeconds(3));
        assertThat(outage.tryAcquire()).isTrue();
        outage.recordReachable("too many requests");
        assertThat(outage.isOpen()).isFalse();
        time.advance(BOUND.minusSeconds(3));
        outage.recordReachable("too many requests");
        time.advance(Duration.ofNanos(1));
        assertThatThrownBy(() -> outage.recordReachable("too many requests"))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining("too many requests");
    }

    @Test
    void cancelledCallChangesNothing() {
        time.advance(BOUND);
        assertThat(outage.tryAcquire()).isTrue();
        outage.recordCancelled();
        time.advance(BOUND.plusNanos(1));
        outage.recordFailure("first");
        assertThat(outage.isOpen()).isFalse();
    }

    @Test
    void delayedCallsAreRefusedAfterTheLimit() {
        fail(ENOUGH_TO_HOLD_BACK);
        time.advance(Duration.ofSeconds(2));
        assertThat(outage.tryAcquire()).isTrue();
        time.advance(BOUND.minusSeconds(2));
        assertThat(outage.tryAcquire()).as("one is tried already").isFalse();
        time.advance(Duration.ofNanos(1));
        assertThatThrownBy(outage::tryAcquire)
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining("no connection");
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(outage.tryAcquire()).isTrue();
            outage.recordFailure("no connection");
        }
    }
}
