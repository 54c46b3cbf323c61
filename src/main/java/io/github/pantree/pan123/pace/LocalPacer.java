package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the permits for calls. No sliding second holds more than the rate; below one call a second, one call in
 * {@code 1/rate} seconds.
 *
 * <p>A Resilience4j limiter spaces the calls evenly. Alone it lets {@code rate + 1} calls into some seconds, since a
 * permit that lay unused is taken at any moment of its cycle; so the moments at which calls really left are kept, and
 * the last word is theirs. See {@code src/docs/decisions/004}.
 *
 * <p>What the API really allows is found by {@link AdaptiveRate}: at "too many requests" the rate comes down at once, and
 * all calls are held back.
 */
public final class LocalPacer implements Pacer {

    private static final Logger log = LoggerFactory.getLogger(LocalPacer.class);

    /** A call reaches the server a moment after its permit, and that moment varies. */
    static final long SLACK = Duration.ofMillis(12).toNanos();

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** The first call of each kind: token, list, mkdir; and one that makes a second connection. */
    static final int COLD_CALLS = 4;

    /** To wake a thread takes about as long as this, so that shorter pauses between calls would add up to more than they are. */
    private static final Duration SHORTEST_SPACING = Duration.ofMillis(1);

    private static final Duration FOREVER = Duration.ofDays(100);

    private final double allowed;
    private final TimeSource timing;
    /** Keeps the promise that the server never sees more than the configured rate. */
    private final SlidingWindow arrivals;
    /** Keeps the rate that was found. */
    private final SlidingWindow departures;

    private final AdaptiveRate adaptive;
    private final RateStore memory;
    /** One call at a time waits for its moment: a waiter keeps its old reservation when the rate changes. */
    private final FairGate turn;

    private RateLimiter spacing;
    private long heldUntil;
    private String said = "";

    public LocalPacer(double allowed, RateStore memory, TimeSource timing) {
        this.allowed = allowed;
        this.memory = memory;
        this.timing = timing;
        this.turn = new FairGate(timing);
        this.arrivals = new SlidingWindow(calls(allowed), COLD_CALLS);
        this.departures = new SlidingWindow(calls(allowed), 0);
        this.adaptive = new AdaptiveRate(allowed, memory.load());
        this.spacing = spacing(adaptive.rate());
        this.heldUntil = timing.nanos();
    }

    /**
     * Waits for a permit.
     *
     * @return a permit for a call that leaves now
     * @throws HaltedException if the run is told to stop before there is one
     */
    Permit await() throws HaltedException {
        return acquire(false);
    }

    @Override
    public Permit acquire(boolean settles) throws HaltedException {
        turn.acquire(settles);
        try {
            long spacing = reserve();
            if (spacing >= SHORTEST_SPACING.toNanos()) {
                turn.sleep(spacing, settles);
            }
            return depart(settles);
        } finally {
            turn.release();
        }
    }

    private Permit depart(boolean settles) throws HaltedException {
        while (true) {
            long wait;
            synchronized (this) {
                long now = timing.nanos();
                wait = untilFree(now);
                if (wait <= 0 && (settles || !turn.isHalted())) {
                    departures.depart(now);
                    return new Permit(arrivals.depart(now), now, now);
                }
            }
            turn.sleep(wait, settles);
        }
    }

    private synchronized long reserve() {
        return spacing.reservePermission();
    }

    private long untilFree(long now) {
        double rate = adaptive.rate();
        // What the server counts may be more than what was let go here; what it allows is found by trying.
        long promised = arrivals.untilFree(now, atMost(allowed), length(atMost(allowed), allowed) + SLACK);
        long found = rate < allowed ? departures.untilFree(now, calls(rate), length(calls(rate), rate)) : 0;
        return Math.max(heldUntil - now, Math.max(promised, found));
    }

    static int atMost(double rate) {
        return (int) Math.max(1, Math.floor(rate));
    }

    /** A rate with a fraction is kept by a window of more than a second. */
    static int calls(double rate) {
        return (int) Math.ceil(rate);
    }

    static long length(int calls, double rate) {
        return (long) (SECOND * (rate < calls ? calls / rate : 1));
    }

    @Override
    public void pause(Duration time) throws HaltedException {
        turn.sleep(time.toNanos(), false);
    }

    @Override
    public synchronized void answered(Permit permit) {
        arrivals.answered(permit.call(), permit.departure(), timing.nanos());
    }

    @Override
    public synchronized void throttled(Permit refused, @Nullable Duration retryAfter) {
        long now = timing.nanos();
        boolean changed = adaptive.refused(refused.departure(), now);
        if (changed) {
            rateChanged(Messages.format("api.limited"));
        }
        if (changed || retryAfter != null) {
            Duration hold = retryAfter == null ? adaptive.hold() : retryAfter;
            long until = now + Math.max(0, hold.toNanos());
            heldUntil = until - heldUntil > 0 ? until : heldUntil;
        }
    }

    @Override
    public synchronized void passed(Permit permit) {
        if (adaptive.passed(permit.departure())) {
            rateChanged(Messages.format("pace.calm"));
        }
    }

    private void rateChanged(String why) {
        spacing = spacing(adaptive.rate());
        String rate = String.format(Locale.ROOT, "%.2f", adaptive.rate());
        if (!rate.equals(said)) {
            log.info("{}", Messages.format("pace.now", why, rate));
            said = rate;
        }
        if (adaptive.isLimited()) {
            memory.save(adaptive.rate());
        } else {
            memory.delete();
        }
    }

    /** The period of a limiter cannot change, so a new rate is a new limiter. */
    private RateLimiter spacing(double rate) {
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofNanos((long) (SECOND / rate)))
                .timeoutDuration(FOREVER)
                .build();
        return RateLimiter.of("calls", config, timing::nanos);
    }

    @Override
    public void halt() {
        turn.halt();
    }

    @Override
    public boolean isHalted() {
        return turn.isHalted();
    }

    @Override
    public synchronized double rate() {
        return adaptive.rate();
    }
}
