package io.github.pantree.pan123;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the permits for calls. No sliding second holds more than the rate; below one call a second, one call in
 * {@code 1/rate} seconds.
 *
 * <p>A Resilience4j limiter spaces the calls evenly. Alone it lets {@code rate + 1} calls into some seconds, since a
 * permit that lay unused is taken at any moment of its cycle; so the moments at which calls really left are kept, and
 * the last word is theirs. See {@code src/docs/decisions/004}.
 *
 * <p>The rate comes down at once when the API says "too many requests", and then climbs back with every good answer.
 */
final class Pacer {

    /** Lets one call leave. */
    record Permit(long call, long departure) {}

    /** A call reaches the server a moment after its permit, and that moment varies. */
    private static final long SLACK = Duration.ofMillis(12).toNanos();

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration LONGEST_NAP = Duration.ofMillis(100);
    private static final Duration FOREVER = Duration.ofDays(100);
    private static final double DECREASE = 0.75;
    private static final double INCREASE = 0.01;
    private static final double SLOWEST = 0.1;

    private final double allowed;
    private final Timing timing;
    private final SlidingWindow window;
    private double rate;
    private RateLimiter spacing;
    private long heldUntil;
    private long slowedAt;
    private boolean slowed;
    private volatile boolean halted;

    Pacer(double allowed, Timing timing) {
        this.allowed = allowed;
        this.timing = timing;
        this.window = new SlidingWindow(most(allowed));
        this.rate = allowed;
        this.spacing = spacing(allowed);
        this.heldUntil = timing.nanos();
    }

    /**
     * Waits for a permit.
     *
     * @return a permit for a call that leaves now
     * @throws Halted if the run is told to stop before there is one
     */
    Permit await() throws Halted {
        return await(false);
    }

    /** As {@link #await()}; a halt lets the call through, in its turn, if it is one that {@code settles} doubts. */
    Permit await(boolean settles) throws Halted {
        sleep(reserve(), settles);
        while (true) {
            long wait;
            synchronized (this) {
                long now = timing.nanos();
                wait = untilFree(now);
                if (wait <= 0 && (settles || !halted)) {
                    return new Permit(window.depart(now), now);
                }
            }
            sleep(wait, settles);
        }
    }

    private synchronized long reserve() {
        return spacing.reservePermission();
    }

    private long untilFree(long now) {
        if (heldUntil - now > 0) {
            return heldUntil - now;
        }
        long length = (rate < 1 ? (long) (SECOND / rate) : SECOND) + SLACK;
        return window.untilFree(now, most(rate), length);
    }

    private static int most(double rate) {
        return (int) Math.max(1, Math.floor(rate));
    }

    /** Sleeps in naps, so that a halt is noticed. */
    private void sleep(long nanos, boolean settles) throws Halted {
        long until = timing.nanos() + nanos;
        while (true) {
            if (halted && !settles) {
                throw new Halted();
            }
            long left = until - timing.nanos();
            if (left <= 0) {
                return;
            }
            nap(Math.min(left, LONGEST_NAP.toNanos()));
        }
    }

    private void nap(long nanos) throws Halted {
        try {
            timing.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Halted();
        }
    }

    /** Waits before a retry. */
    void pause(Duration time) throws Halted {
        sleep(time.toNanos(), false);
    }

    /** Notes that a call was answered, or failed. */
    synchronized void answered(Permit permit) {
        window.answered(permit.call(), permit.departure(), timing.nanos());
    }

    /**
     * Slows down, and holds all calls back for a second or as long as the API asks.
     *
     * @param refused the permit of the refused call: calls that left before the last slowing say nothing new
     */
    synchronized void throttled(Permit refused, @Nullable Duration retryAfter) {
        long now = timing.nanos();
        long hold = retryAfter == null ? SECOND : Math.max(0, retryAfter.toNanos());
        heldUntil = Math.max(heldUntil, now + hold);
        if (!slowed || refused.departure() - slowedAt > 0) {
            slowed = true;
            slowedAt = now;
            change(Math.max(Math.min(SLOWEST, allowed), rate * DECREASE));
        }
    }

    /** Climbs back, carefully. */
    synchronized void succeeded() {
        if (slowed && rate < allowed) {
            change(Math.min(allowed, rate * (1 + INCREASE)));
        }
    }

    private void change(double newRate) {
        rate = newRate;
        spacing = spacing(newRate);
    }

    /** The period of a limiter cannot change, so a new rate is a new limiter. */
    private RateLimiter spacing(double rate) {
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofNanos((long) (SECOND / rate)))
                .timeoutDuration(FOREVER)
                .build();
        return new AtomicRateLimiter("mkdir", config, timing::nanos);
    }

    void halt() {
        halted = true;
    }

    boolean isHalted() {
        return halted;
    }

    synchronized double rate() {
        return rate;
    }
}
