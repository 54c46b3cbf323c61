package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimerQueueTests {

    private final TickingTime time = new TickingTime();
    private final TimerQueue timers = new TimerQueue(time);
    private final List<String> fired = new ArrayList<>();

    @Test
    void firesDueActionsInOrder() {
        timers.after(Duration.ofMillis(20), () -> fired.add("later"));
        timers.after(Duration.ofMillis(10), () -> fired.add("sooner"));
        timers.after(Duration.ofMillis(21), () -> fired.add("too late"));
        time.advance(Duration.ofMillis(20));
        timers.fireDue();
        assertThat(fired).containsExactly("sooner", "later");
        timers.fireDue();
        assertThat(fired).hasSize(2);
        time.advance(Duration.ofMillis(1));
        timers.fireDue();
        assertThat(fired).containsExactly("sooner", "later", "too late");
    }

    @Test
    void firesNothingBeforeItsTime() {
        timers.after(Duration.ofNanos(2), () -> fired.add("early"));
        time.advance(Duration.ofNanos(1));
        timers.fireDue();
        assertThat(fired).isEmpty();
    }

    @Test
    void doesNotFireWhatAnActionAddsBeforeTheNextTurn() {
        timers.after(Duration.ZERO, () -> timers.after(Duration.ZERO, () -> fired.add("second")));
        timers.fireDue();
        assertThat(fired).isEmpty();
        timers.fireDue();
        assertThat(fired).containsExactly("second");
    }

    @Test
    void returnsTheTimeUntilTheNextOne() {
        assertThat(timers.untilNext(50)).as("none").isEqualTo(50);
        timers.after(Duration.ofNanos(70), () -> fired.add("a"));
        assertThat(timers.untilNext(50)).as("at most").isEqualTo(50);
        time.advance(Duration.ofNanos(40));
        assertThat(timers.untilNext(50)).isEqualTo(30);
        time.advance(Duration.ofNanos(31));
        assertThat(timers.untilNext(50)).as("overdue").isZero();
    }

    @Test
    void survivesAClockThatWraps() {
        time.advance(Duration.ofNanos(Long.MAX_VALUE - time.nanos() - 5));
        timers.after(Duration.ofNanos(10), () -> fired.add("after the wrap"));
        timers.after(Duration.ofNanos(2), () -> fired.add("before"));
        time.advance(Duration.ofNanos(3));
        timers.fireDue();
        assertThat(fired).containsExactly("before");
        assertThat(timers.untilNext(50)).isEqualTo(7);
        time.advance(Duration.ofNanos(7));
        timers.fireDue();
        assertThat(fired).containsExactly("before", "after the wrap");
    }
}
