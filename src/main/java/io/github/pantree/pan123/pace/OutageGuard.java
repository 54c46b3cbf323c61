package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the API gives usable answers, and since when it does not: holds calls back while it is in trouble, and bounds
 * the trouble by {@code pantree.max-outage}.
 */
public final class OutageGuard {

    private static final Logger log = LoggerFactory.getLogger(OutageGuard.class);

    private final Duration bound;
    private final TimeSource timing;
    private final Breaker breaker;
    /** When the first call failed after the last good one. */
    private long since;

    private boolean failing;
    private String reason = "";
    private boolean said;

    public OutageGuard(Duration bound, TimeSource timing) {
        this.bound = bound;
        this.timing = timing;
        this.breaker = new Breaker(timing);
    }

    /**
     * Whether a call may leave now; whoever is let reports what came of it by one of the other methods.
     *
     * @throws ApiUnavailableException if there has been no good answer for longer than the bound
     */
    public synchronized boolean tryAcquire() {
        if (breaker.tryAcquire()) {
            return true;
        }
        check();
        return false;
    }

    /** A usable answer. */
    public synchronized void recordSuccess() {
        breaker.recordSuccess();
        if (said) {
            log.info("the API answers again, after {} s", lasting().toSeconds());
            said = false;
        }
        failing = false;
    }

    /**
     * An answer that shows that the API is there, and no more.
     *
     * @throws ApiUnavailableException if there has been no good answer for longer than the bound
     */
    public synchronized void recordThrottled(String why) {
        breaker.recordSuccess();
        begin(why);
        check();
    }

    /** The call was given up before it could be answered. */
    public synchronized void recordCancelled() {
        breaker.recordCancelled();
    }

    /**
     * No usable answer.
     *
     * @throws ApiUnavailableException if there has been no good answer for longer than the bound
     */
    public synchronized void recordFailure(String why) {
        breaker.recordFailure();
        begin(why);
        if (!breaker.isClosed() && !said) {
            log.warn("{}", Messages.format("outage.begins", why, bound.toSeconds()));
            said = true;
        }
        check();
    }

    private void begin(String why) {
        reason = why;
        if (!failing) {
            failing = true;
            since = timing.nanos();
        }
    }

    private void check() {
        if (lasting().compareTo(bound) > 0) {
            throw new ApiUnavailableException(
                    Messages.format("outage.over", lasting().toSeconds(), bound.toSeconds(), reason));
        }
    }

    private Duration lasting() {
        return failing ? Duration.ofNanos(timing.nanos() - since) : Duration.ZERO;
    }

    /** Whether calls are held back. */
    public synchronized boolean isOpen() {
        return !breaker.isClosed();
    }

    public synchronized Optional<OutageStatus> status() {
        return isOpen() ? Optional.of(new OutageStatus(lasting(), bound, reason)) : Optional.empty();
    }
}
