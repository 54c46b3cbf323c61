package io.github.pantree.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock and a way to wait, injected so that tests can advance the time. */
public interface TimeSource {

    /** The machine's clock. */
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

    /** Nanoseconds since an arbitrary moment; never goes back, even if the wall clock is set. */
    long nanos();

    /** The wall clock's time; only for comparisons with external times. */
    Instant now();

    void sleep(Duration time) throws InterruptedException;
}
