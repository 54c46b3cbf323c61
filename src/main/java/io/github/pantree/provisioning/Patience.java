package io.github.pantree.provisioning;

import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for what another process holds, as long as {@code pantree.wait} allows and the deadline is not over. */
final class Patience {

    private static final Logger log = LoggerFactory.getLogger(Patience.class);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    /** Takes something, or throws {@link Busy}. */
    @FunctionalInterface
    interface Attempt<T> {
        T take() throws IOException;
    }

    private final Duration longest;
    private final BooleanSupplier over;
    private final TimeSource timing;
    private final BooleanSupplier told;

    /** @param told whether the process was told to end */
    Patience(RunSettings settings, TimeSource timing, BooleanSupplier told) {
        this.longest = settings.waiting();
        this.over = settings.endsAt()
                .map(deadline -> deadline.from(timing, ZoneId.systemDefault()))
                .orElse(() -> false);
        this.timing = timing;
        this.told = told;
    }

    /**
     * Tries until it works.
     *
     * @throws Busy if it has not worked for too long
     * @throws Stopped if the process is told to end, or its deadline is over
     */
    <T> T await(Attempt<T> attempt) throws IOException {
        long begin = timing.nanos();
        String said = "";
        while (true) {
            try {
                return attempt.take();
            } catch (Busy e) {
                if (timing.nanos() - begin >= longest.toNanos()) {
                    throw e;
                }
                String busy = String.valueOf(e.getMessage());
                if (!busy.equals(said)) {
                    log.info("{}", Messages.format("busy.waits", busy));
                    said = busy;
                }
            }
            nap();
        }
    }

    private void nap() {
        if (told.getAsBoolean() || over.getAsBoolean()) {
            throw new Stopped();
        }
        try {
            timing.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }
}
