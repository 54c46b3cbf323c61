package io.github.pantree.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for other threads and processes, for a minute at most, so that a test fails instead of hanging. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Await() {}

    /** Waits until a condition holds. */
    public static void until(Callable<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Waited for more than " + PATIENCE.toSeconds() + " s");
            }
            Thread.onSpinWait();
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError("What was waited for is unknown", e);
        }
    }
}
