package io.github.pantree.pan123;

import java.time.Duration;

/** How long the API has given no usable answer; {@code pantree.max-outage} bounds it. */
final class Outage {

    private final Duration bound;
    private final Timing timing;
    private long lastGood;

    Outage(Duration bound, Timing timing) {
        this.bound = bound;
        this.timing = timing;
        this.lastGood = timing.nanos();
    }

    synchronized void over() {
        lastGood = timing.nanos();
    }

    /**
     * Notes a failure.
     *
     * @throws ApiUnavailable if there has been no good answer for longer than the bound
     */
    synchronized void goesOn(String reason) {
        Duration lasting = Duration.ofNanos(timing.nanos() - lastGood);
        if (lasting.compareTo(bound) > 0) {
            throw new ApiUnavailable("no usable answer for " + lasting.toSeconds() + " s (pantree.max-outage is "
                    + bound.toSeconds() + " s), last: " + reason);
        }
    }
}
