package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.TimeSource;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Issues permits for calls. No sliding second contains more calls than the rate; below one call per second, at most one
 * call is sent in {@code 1/rate} seconds.
 *
 * <p>A Resilience4j limiter spaces the calls evenly. Alone, it admits {@code rate + 1} calls in some seconds, since an
 * unused permit may be taken at any moment of its cycle. Therefore the actual departures are recorded and have the last
 * word. See {@code src/docs/decisions/004}.
 *
 * <p>The limit of the API is detected from "too many requests" responses by {@link AdaptiveRate} and {@link
 * CallsInFlight}.
 */
public final class LocalPacer implements Pacer {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Waking a thread takes about this long, so shorter pauses between calls would add up to more than intended. */
    private static final Duration SHORTEST_SPACING = Duration.ofMillis(1);

    private static final Duration FOREVER = Duration.ofDays(100);

    private final double allowed;
    private final TimeSource timing;
    /** Enforces the configured rate. */
    private final SlidingWindow arrivals;
    /** Enforces the detected rate: departures, but arrivals after a stall. */
    private final SlidingWindow departures;

    private final AdaptiveRate adaptive;
    private final DeliveryDelay delays = new DeliveryDelay();
    private final CallsInFlight inFlight;
    private final RateStore store;
    /**
     * One call at a time waits for its moment, since a waiting call keeps its old reservation when the rate changes.
     */
    private final FairGate gate;

    private final RateLog rateLog;

    private RateLimiter spacing;
    private long heldUntil;

    /**
     * @param allowed maximum calls in any second
     * @param concurrency maximum calls in flight
     */
    public LocalPacer(double allowed, int concurrency, RateStore store, TimeSource timing) {
        this.allowed = allowed;
        this.store = store;
        this.timing = timing;
        this.gate = new FairGate(timing);
        this.inFlight = new CallsInFlight(concurrency);
        int most = RateWindow.roundedUp(allowed).calls();
        this.arrivals = new SlidingWindow(most, PaceLimits.COLD_CALLS);
        this.departures = new SlidingWindow(most, 0);
        this.adaptive = new AdaptiveRate(allowed, store.load());
        this.rateLog = new RateLog(adaptive.rate());
        this.spacing = spacing(adaptive.rate());
        this.heldUntil = timing.nanos();
    }

    @Override
    public Permit acquire(boolean allowWhenHalted, @Nullable String parent) throws HaltedException {
        gate.acquire(allowWhenHalted);
        try {
            long spacing = reserve();
            if (spacing >= SHORTEST_SPACING.toNanos()) {
                gate.sleep(spacing, allowWhenHalted);
            }
            return depart(allowWhenHalted, parent);
        } finally {
            gate.release();
        }
    }

    private Permit depart(boolean allowWhenHalted, @Nullable String parent) throws HaltedException {
        while (true) {
            long wait;
            synchronized (this) {
                long now = timing.nanos();
                boolean full = inFlight.isFull() && !gate.isHalted();
                wait = Math.max(untilFree(now), full ? PaceLimits.IN_FLIGHT_POLL : 0);
                if (wait <= 0 && (allowWhenHalted || !gate.isHalted())) {
                    departures.depart(now);
                    return new Permit(arrivals.depart(now), now, now, inFlight.depart(parent, now));
                }
            }
            gate.sleep(wait, allowWhenHalted);
        }
    }

    private synchronized long reserve() {
        return spacing.reservePermission();
    }

    private long untilFree(long now) {
        double rate = adaptive.rate();
        // The server's way of counting is unknown, so the detected rate needs no slack.
        long promised = arrivals.untilFree(now, RateWindow.roundedDown(allowed).longerBy(PaceLimits.ARRIVAL_SLACK));
        long found = rate < allowed ? departures.untilFree(now, RateWindow.roundedUp(rate)) : 0;
        return Math.max(heldUntil - now, Math.max(promised, found));
    }

    @Override
    public void pause(Duration time) throws HaltedException {
        gate.sleep(time.toNanos(), false);
    }

    @Override
    public synchronized void answered(Permit permit) {
        inFlight.end(permit.flight(), permit.departure());
        long now = timing.nanos();
        boolean cold = arrivals.isCold(permit.call());
        long delay = cold ? now - permit.departure() : delays.of(permit.flight(), now - permit.departure());
        arrivals.answered(permit.call(), permit.departure() + delay);
        if (!cold && DeliveryDelay.isStall(delay)) {
            departures.answered(permit.call(), permit.departure() + delay);
        }
    }

    @Override
    public synchronized void throttled(Permit refused, @Nullable Duration retryAfter) {
        long now = timing.nanos();
        boolean changed = switch (inFlight.refused(refused.flight(), refused.departure())) {
            case RATE -> adaptive.refused(refused.departure(), now, inFlight.countBefore(refused.departure()));
            case NEW_CAP -> adaptive.clearLimit(now);
            case CAP -> false;
        };
        if (changed) {
            rateChanged();
        }
        if (changed || retryAfter != null) {
            hold(retryAfter == null ? adaptive.hold() : retryAfter);
        }
    }

    @Override
    public synchronized void hold(Duration time) {
        long until = timing.nanos() + Math.max(0, time.toNanos());
        heldUntil = until - heldUntil > 0 ? until : heldUntil;
    }

    @Override
    public synchronized void passed(Permit permit, long roundTrip, boolean succeeded) {
        inFlight.passed(permit.flight(), permit.departure());
        if (!arrivals.isCold(permit.call())) {
            delays.learn(permit.flight(), roundTrip, succeeded);
        }
        if (adaptive.passed(permit.departure())) {
            rateChanged();
        }
    }

    private void rateChanged() {
        spacing = spacing(adaptive.rate());
        rateLog.changed(adaptive.rate());
        if (adaptive.isLimited()) {
            store.save(adaptive.safeRate());
        } else {
            store.delete();
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
        gate.halt();
    }

    @Override
    public boolean isHalted() {
        return gate.isHalted();
    }

    @Override
    public int mostOfParent() {
        return inFlight.mostOfParent();
    }

    @Override
    public synchronized double rate() {
        return adaptive.rate();
    }
}
