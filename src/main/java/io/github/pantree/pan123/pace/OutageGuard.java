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
 * Tracks whether the API gives usable responses: delays calls during an outage, and limits its duration to {@code
 * pantree.max-outage}.
 */
public final class OutageGuard {

    private static final Logger log = LoggerFactory.getLogger(OutageGuard.class);

    private final Duration bound;
    private final TimeSource timing;
    private final Breaker breaker;
    /** The time of the first failure after the last success. */
    private long since;

    private boolean failing;
    private String reason = "";
    private boolean warned;

    public OutageGuard(Duration bound, TimeSource timing) {
        this.bound = bound;
        this.timing = timing;
        this.breaker = new Breaker(timing);
    }

    /**
     * Whether a call may be sent now. The caller must then record its outcome with one of the other methods.
     *
     * @throws ApiUnavailableException if there was no success for longer than the limit
     */
    public synchronized boolean tryAcquire() {
        if (breaker.tryAcquire()) {
            return true;
        }
        check();
        return false;
    }

    /** Records a usable response. */
    public synchronized void recordSuccess() {
        breaker.recordSuccess();
        if (warned) {
            log.info("{}", Messages.format("outage.ends", lasting().toSeconds()));
            warned = false;
        }
        failing = false;
    }

    /**
     * Records that the API is reachable, but gave no usable result (for example 429); does not reset the timer.
     *
     * @throws ApiUnavailableException if there was no success for longer than the limit
     */
    public synchronized void recordReachable(String why) {
        breaker.recordSuccess();
        begin(why);
        check();
    }

    /** Records that the call was abandoned before its response. */
    public synchronized void recordCancelled() {
        breaker.recordCancelled();
    }

    /**
     * Records that there was no usable response.
     *
     * @throws ApiUnavailableException if there was no success for longer than the limit
     */
    public synchronized void recordFailure(String why) {
        breaker.recordFailure();
        begin(why);
        if (!breaker.isClosed() && !warned) {
            log.warn("{}", Messages.format("outage.begins", why, bound.toSeconds()));
            warned = true;
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
                    Messages.format("outage.exceeded", lasting().toSeconds(), bound.toSeconds(), reason));
        }
    }

    private Duration lasting() {
        return failing ? Duration.ofNanos(timing.nanos() - since) : Duration.ZERO;
    }

    /** Whether calls are delayed. */
    public synchronized boolean isOpen() {
        return !breaker.isClosed();
    }

    public synchronized Optional<OutageStatus> status() {
        return isOpen() ? Optional.of(new OutageStatus(lasting(), bound, reason)) : Optional.empty();
    }
}
