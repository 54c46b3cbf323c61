package io.github.pantree.provisioning.lock;

import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a lock, up to {@code pantree.wait} or the deadline. */
public final class LockWait {

    private static final Logger log = LoggerFactory.getLogger(LockWait.class);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

    /** Acquires a lock, or throws {@link LockedException}. */
    @FunctionalInterface
    public interface Attempt<T> {
        T acquire() throws IOException;
    }

    private final Duration longest;
    private final BooleanSupplier pastDeadline;
    private final TimeSource timing;
    private final BooleanSupplier stopped;

    /** @param stopped whether the process is to stop */
    public LockWait(RunSettings settings, TimeSource timing, BooleanSupplier stopped) {
        this.longest = settings.waiting();
        this.pastDeadline =
                settings.endsAt().map(deadline -> deadline.from(timing)).orElse(() -> false);
        this.timing = timing;
        this.stopped = stopped;
    }

    /**
     * Repeats the attempt until it succeeds.
     *
     * @throws LockedException if the lock is still held after the maximum wait
     * @throws RunStoppedException if the process is to stop, or the deadline has passed
     */
    public <T> T acquire(Attempt<T> attempt) throws IOException {
        long begin = timing.nanos();
        String reported = "";
        while (true) {
            try {
                return attempt.acquire();
            } catch (LockedException e) {
                if (timing.nanos() - begin >= longest.toNanos()) {
                    throw e;
                }
                String holder = String.valueOf(e.getMessage());
                if (!holder.equals(reported)) {
                    log.info("{}", Messages.format("lock.waits", holder));
                    reported = holder;
                }
            }
            sleep();
        }
    }

    private void sleep() {
        if (stopped.getAsBoolean() || pastDeadline.getAsBoolean()) {
            throw new RunStoppedException();
        }
        try {
            timing.sleep(RETRY_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunStoppedException();
        }
    }
}
