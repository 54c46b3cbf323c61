package io.github.pantree.support;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Checks from time to time, in a thread of its own, whether something is still as it should be. */
public final class Watchdog implements AutoCloseable {

    private final Duration interval;
    private final BooleanSupplier check;
    private final Runnable failed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Begins to check.
     *
     * @param name the name of the thread
     * @param check whether all is well
     * @param failed runs in the thread after a check that says no, which is the last one
     */
    public Watchdog(String name, Duration interval, BooleanSupplier check, Runnable failed) {
        this.interval = interval;
        this.check = check;
        this.failed = failed;
        thread = new Thread(this::watch, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!check.getAsBoolean() && closed.getCount() > 0) {
                    failed.run();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a check under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
