package io.github.pantree.pan123.pace;

import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the long pauses that other processes of the account found: otherwise, this one would wait without a word. */
final class HoldsOfOthers {

    private static final Logger log = LoggerFactory.getLogger(HoldsOfOthers.class);

    private static final long SHORTEST_LOGGED = Duration.ofSeconds(10).toNanos();
    /** The same pause ends at slightly different moments, since transactions take time. */
    private static final long TOLERANCE = Duration.ofSeconds(1).toNanos();

    private final TimeSource timing;
    /** The end of the latest pause that is known here. */
    private long known;

    HoldsOfOthers(TimeSource timing) {
        this.timing = timing;
        this.known = timing.nanos();
    }

    /** Records a pause that this process has found. */
    synchronized void own(Duration pause) {
        record(pause.toNanos());
    }

    /** @param nanos the rest of the account's pause; negative if there is none */
    synchronized void found(long nanos) {
        if (record(nanos) && nanos >= SHORTEST_LOGGED) {
            log.warn("{}", Messages.format("pace.held", Duration.ofNanos(nanos).toSeconds()));
        }
    }

    private boolean record(long nanos) {
        long end = timing.nanos() + nanos;
        boolean later = end - known > TOLERANCE;
        known = end - known > 0 ? end : known;
        return later;
    }
}
