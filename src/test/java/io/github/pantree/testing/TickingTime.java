package io.github.pantree.testing;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Time that advances when a test sets it, during sleeps, and by a fixed tick with each reading. Thread-safe. */
public final class TickingTime implements TimeSource {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What happens at the beginning of a sleep. */
    @FunctionalInterface
    public interface SleepAction {

        /**
         * Runs on the sleeping thread.
         *
         * @return how long the sleep takes
         */
        Duration apply(Duration wait) throws InterruptedException;
    }

    private final EventQueue<Runnable> events = new EventQueue<>();
    private SleepAction sleepAction = wait -> wait;
    private long nanos;
    private long tick;
    private long readings;

    public TickingTime() {
        this(Instant.EPOCH.plusSeconds(1));
    }

    public TickingTime(Instant start) {
        nanos = Duration.between(Instant.EPOCH, start).toNanos();
    }

    /** Sets how far each reading advances the clock; initially zero. */
    public synchronized void tick(Duration time) {
        tick = time.toNanos();
    }

    /** Sets what happens at the beginning of each sleep. */
    public synchronized void onSleep(SleepAction action) {
        sleepAction = action;
    }

    /** Executes an action after some time, on the thread that advances the time. */
    public synchronized void after(Duration wait, Runnable action) {
        events.add(nanos + wait.toNanos(), action);
    }

    public synchronized void advance(Duration time) {
        long until = nanos + time.toNanos();
        while (events.nextAt() <= until) {
            moveTo(events.nextAt());
            events.remove().run();
        }
        moveTo(until);
    }

    /** Never backwards: an action may itself have advanced the time. */
    private void moveTo(long moment) {
        nanos = moment - nanos > 0 ? moment : nanos;
    }

    /**
     * Waits until other threads have read the clock this many times: a loop that reads it has had as many iterations.
     */
    public synchronized void awaitReadings(int count) throws InterruptedException {
        long enough = readings + count;
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (readings < enough) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("The clock was not read " + count + " times");
            }
            wait(left);
        }
    }

    @Override
    public synchronized long nanos() {
        readings++;
        notifyAll();
        advance(Duration.ofNanos(tick));
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    /** Advances by at least a nanosecond, so that a loop of sleeps ends. */
    @Override
    public void sleep(Duration time) throws InterruptedException {
        Duration taken = sleepAction().apply(time);
        advance(Duration.ofNanos(Math.max(1, taken.toNanos())));
    }

    private synchronized SleepAction sleepAction() {
        return sleepAction;
    }
}
