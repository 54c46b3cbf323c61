package io.github.pantree.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock and the way to wait, injected so that tests advance time instead of waiting for it. */
public interface TimeSource {

    /** The machine's. */
    TimeSource SYSTEM = new TimeSource() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
    };

    /** Nanoseconds since some moment; never goes back, whatever happens to the wall clock. */
    long nanos();

    /** The wall clock's time; only for what is compared with times from outside. */
    Instant now();

    void sleep(Duration time) throws InterruptedException;
}
