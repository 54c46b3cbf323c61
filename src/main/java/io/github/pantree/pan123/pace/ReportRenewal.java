package io.github.pantree.pan123.pace;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Renews the report of calls in flight at intervals, also while all threads wait for responses. It ends by itself when
 * no more calls are in flight.
 */
final class ReportRenewal {

    static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Executor later;
    private final BooleanSupplier task;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    /** The last stored number of calls, and when it was stored. */
    private int reported;

    private long reportedAt;

    /**
     * @param later executes what it is given after {@link #INTERVAL}
     * @param task returns whether it is needed again
     */
    ReportRenewal(Executor later, BooleanSupplier task) {
        this.later = later;
        this.task = task;
    }

    void start() {
        if (scheduled.compareAndSet(false, true)) {
            later.execute(this::run);
        }
    }

    private void run() {
        scheduled.set(false);
        if (task.getAsBoolean()) {
            start();
        }
    }

    /** Records that a number of calls was stored. */
    void reported(int calls, long now) {
        reported = calls;
        reportedAt = now;
    }

    /** Whether the stored number is old, or positive although no calls are in flight. */
    boolean isDue(int calls, long now) {
        return calls > 0 ? now - reportedAt >= INTERVAL.toNanos() : reported > 0;
    }

    /** Runs a task after {@link #INTERVAL}, in a daemon thread. */
    static void runLater(TimeSource timing, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        timing.sleep(INTERVAL);
                        task.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "report");
        thread.setDaemon(true);
        thread.start();
    }
}
