package io.github.pantree.provisioning.create;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Delayed actions, executed by the thread that polls. */
final class TimerQueue {

    private record Timer(long due, Runnable action) {}

    private final TimeSource timing;
    // Compares differences, since the nanosecond clock may wrap.
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::due, (a, b) -> Long.signum(a - b)));

    TimerQueue(TimeSource timing) {
        this.timing = timing;
    }

    void after(Duration wait, Runnable action) {
        timers.add(new Timer(timing.nanos() + wait.toNanos(), action));
    }

    void fireDue() {
        List<Timer> due = new ArrayList<>();
        while (!timers.isEmpty() && timers.element().due() - timing.nanos() <= 0) {
            due.add(timers.remove());
        }
        due.forEach(timer -> timer.action().run());
    }

    /** Nanoseconds until the next action is due, at most {@code longest}. */
    long untilNext(long longest) {
        return timers.isEmpty()
                ? longest
                : Math.max(0, Math.min(longest, timers.element().due() - timing.nanos()));
    }
}
