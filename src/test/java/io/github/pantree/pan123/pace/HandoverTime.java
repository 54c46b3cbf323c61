package io.github.pantree.pan123.pace;

import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.EventQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time of a discrete-event simulation: a sleeping thread executes the events until its own moment, or lets the
 * thread continue whose moment is earlier. Only one thread runs at a time, always in the same order.
 */
final class HandoverTime implements TimeSource {

    private record Event(Runnable action, @Nullable Semaphore sleeper) {}

    private final EventQueue<Event> events = new EventQueue<>();
    private volatile long nanos = Duration.ofSeconds(1_000).toNanos();

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    void at(long moment, Runnable action) {
        events.add(Math.max(moment, nanos), new Event(action, null));
    }

    @Override
    public void sleep(Duration time) {
        Semaphore me = new Semaphore(0);
        events.add(nanos + Math.max(1, time.toNanos()), new Event(() -> {}, me));
        passOn(me);
    }

    private void passOn(@Nullable Semaphore me) {
        while (!events.isEmpty()) {
            nanos = events.nextAt();
            Event next = events.remove();
            Semaphore sleeper = next.sleeper();
            if (sleeper == null) {
                next.action().run();
            } else if (sleeper.equals(me)) {
                return;
            } else {
                sleeper.release();
                if (me != null) {
                    me.acquireUninterruptibly();
                }
                return;
            }
        }
    }

    /** Runs each process in its own thread until all have ended. */
    void run(List<Runnable> processes) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Runnable process : processes) {
            Semaphore me = new Semaphore(0);
            events.add(nanos, new Event(() -> {}, me));
            threads.add(new Thread(() -> {
                me.acquireUninterruptibly();
                try {
                    process.run();
                } finally {
                    passOn(null);
                }
            }));
        }
        threads.forEach(Thread::start);
        passOn(null);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
