package io.github.pantree.pan123.pace;

import io.github.pantree.support.Messages;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the long pauses that other processes of the account have caused: this one would wait without a log line.
 * Moments are in microseconds of the shared clock.
 */
final class HoldsOfOthers {

    private static final Logger log = LoggerFactory.getLogger(HoldsOfOthers.class);

    private static final long SHORTEST_LOGGED = 10_000_000;

    private long known;

    /**
     * Records the pause of a schedule.
     *
     * @param found its end as another process has stored it
     * @param left its end as this process leaves it
     */
    void record(long now, long found, long left) {
        if (found > known && found - now >= SHORTEST_LOGGED) {
            Duration pause = Duration.ofMillis((found - now) / 1_000);
            log.warn("{}", Messages.format("pace.paused", pause.toSeconds()));
        }
        known = Math.max(found, left);
    }
}
