package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutageTests {

    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final int ENOUGH_TO_HOLD_BACK = 5;

    private final SteppedTime time = new SteppedTime();
    private final Outage outage = new Outage(BOUND, time);

    @Test
    void someFailuresAreNoOutage() {
        for (int i = 0; i < 100; i++) {
            fail(ENOUGH_TO_HOLD_BACK - 1);
            outage.over();
        }
        assertThat(outage.isOn()).isFalse();
        assertThat(outage.trouble()).isEmpty();
        assertThat(outage.lets()).isTrue();
    }

    @Test
    void triesLessAndLessOftenUntilItsBound() {
        fail(ENOUGH_TO_HOLD_BACK);
        assertThat(outage.isOn()).isTrue();
        List<Long> tries = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        if (outage.lets()) {
                            tries.add(time.nanos());
                            outage.goesOn("no connection");
                        }
                        time.advance(Duration.ofMillis(100));
                    }
                })
                .isInstanceOf(ApiUnavailable.class)
                .hasMessageContaining("pantree.max-outage")
                .hasMessageContaining("no connection");
        assertThat(tries).hasSizeBetween(15, 60);
        long first = tries.get(1) - tries.get(0);
        long last = tries.get(tries.size() - 1) - tries.get(tries.size() - 2);
        assertThat(last).isGreaterThan(3 * first);
        assertThat(Duration.ofNanos(time.nanos())).isBetween(BOUND, BOUND.plusSeconds(2));
    }

    @Test
    void oneTryAtATimeAndOneGoodAnswerEndsIt() {
        fail(ENOUGH_TO_HOLD_BACK);
        time.advance(Duration.ofSeconds(3));
        assertThat(outage.lets()).isTrue();
        assertThat(outage.lets()).as("one is tried already").isFalse();
        assertThat(outage.trouble()).get().extracting(ApiTrouble::reason).isEqualTo("no connection");
        outage.over();
        assertThat(outage.lets()).isTrue();
        assertThat(outage.trouble()).isEmpty();
    }

    @Test
    void aTryThatIsGivenUpLeavesRoomForTheNext() {
        fail(ENOUGH_TO_HOLD_BACK);
        time.advance(Duration.ofSeconds(3));
        assertThat(outage.lets()).isTrue();
        outage.cancelled();
        assertThat(outage.lets()).isTrue();
    }

    @Test
    void anApiThatOnlySaysTooManyRequestsIsBoundedToo() {
        assertThatThrownBy(() -> {
                    while (true) {
                        outage.unchanged("too many requests");
                        time.advance(Duration.ofSeconds(1));
                    }
                })
                .isInstanceOf(ApiUnavailable.class);
        assertThat(outage.isOn()).as("nothing was held back for it").isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(outage.lets()).isTrue();
            outage.goesOn("no connection");
        }
    }
}
