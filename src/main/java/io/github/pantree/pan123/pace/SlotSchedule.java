package io.github.pantree.pan123.pace;

import static io.github.pantree.support.SharedStore.NANOS_PER_MICRO;

import io.github.pantree.pan123.pace.TransactionTimes.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pace that the processes of an account share: the calls of the last second and of the near future, the latest
 * possible arrival of each, and the detected limits of the API. A process reads the schedule, changes it, and writes it
 * before another process does. All moments are in microseconds of the shared clock.
 *
 * <p>The rules are those of {@link LocalPacer}: calls are spaced evenly, and the arrivals in the second before have the
 * last word. If processes are configured with different rates, the lowest applies to all.
 */
final class SlotSchedule {

    /** A future call and its departure. */
    record Slot(long call, long at) {}

    /** The horizon of a process whose transactions are fast. */
    private static final long HORIZON = micros(Duration.ofMillis(25));

    private static final long SECOND = micros(Duration.ofSeconds(1));
    /** A call may leave late without a report until it is answered, which may take longer than a second. */
    private static final long SLACK_NANOS = PaceLimits.ARRIVAL_SLACK + PaceLimits.LATEST_DEPARTURE;

    private static final long LONGEST_UNANSWERED = PaceLimits.LONGEST_UNANSWERED / NANOS_PER_MICRO;

    private static final long RATE_REPORTED_EVERY = micros(Duration.ofSeconds(2));
    private static final long RATE_GOOD_FOR = micros(Duration.ofSeconds(10));
    private static final long FOUND_GOOD_FOR = micros(Duration.ofDays(1));

    private final ProcessCalls inFlight;
    private final ScheduledCalls calls;
    private final Map<Double, Long> rates = new TreeMap<>();
    private final long now;
    private final double allowed;
    private final AdaptiveRate adaptive;
    private long next;
    private long nextAt;
    private long heldUntil;
    private long found;
    /** The detected rate that does not apply, because a process with a lower rate is running. */
    private @Nullable Double limit;

    private boolean changed;

    private SlotSchedule(StoredSchedule stored, double configured, long now) {
        this.now = now;
        allowed = readRates(stored.rates(), configured);
        AdaptiveRate known = stored.adaptive();
        if (known == null || now - stored.found() > FOUND_GOOD_FOR) {
            adaptive = new AdaptiveRate(allowed, OptionalDouble.empty());
            // Otherwise the next transaction would discard what this one learns.
            found = now;
            changed = true;
        } else {
            Double detected = known.isLimited() ? Double.valueOf(known.safeRate()) : stored.limit();
            adaptive = !known.isLimited() && detected != null && detected < allowed
                    ? new AdaptiveRate(allowed, OptionalDouble.of(detected))
                    : known.within(allowed);
            limit = adaptive.isLimited() ? higherLimit(stored.limit()) : detected;
            found = stored.found();
        }
        next = stored.next();
        nextAt = stored.nextAt();
        heldUntil = stored.heldUntil();
        ProcessCalls inFlightBefore = stored.inFlight();
        inFlight = inFlightBefore == null ? new ProcessCalls() : inFlightBefore;
        inFlight.expire(now);
        calls = new ScheduledCalls(stored.calls(), oldest());
    }

    /** Reads the configured rates of the running processes, adds the own one, and returns the lowest. */
    private double readRates(Map<Double, Long> stored, double configured) {
        rates.putAll(stored);
        rates.values().removeIf(reported -> now - reported >= RATE_GOOD_FOR);
        Long reported = rates.get(configured);
        if (reported == null || now - reported > RATE_REPORTED_EVERY) {
            rates.put(configured, now);
            changed = true;
        }
        return rates.keySet().stream().min(Comparator.naturalOrder()).orElse(configured);
    }

    /** A process with a lower rate may detect a limit below its rate, which then ends. */
    private @Nullable Double higherLimit(@Nullable Double stored) {
        return stored != null && stored >= allowed ? stored : null;
    }

    /** The calls that each process has in flight. */
    ProcessCalls inFlight() {
        return inFlight;
    }

    /**
     * Reads the schedule.
     *
     * @param stored the stored form; null or unreadable for a new schedule
     * @param configured the rate that this process is configured with
     */
    static SlotSchedule of(@Nullable String stored, double configured, long now) {
        return new SlotSchedule(StoredSchedule.read(stored, now), configured, now);
    }

    /** Calls that departed and arrived until this moment are outside of all windows. */
    private long oldest() {
        RateWindow slowest = RateWindow.roundedUp(Math.min(adaptive.rate(), allowed));
        return now - Math.max(promised().micros(), slowest.micros());
    }

    private RateWindow promised() {
        return RateWindow.roundedDown(allowed).longerBy(SLACK_NANOS);
    }

    /**
     * Allocates the next slots that are near enough, and late enough for the transaction to end before them.
     *
     * @param most maximum number of slots
     * @param cold whether the arrival of the calls is unknown until they are answered
     * @param latency of this transaction
     */
    List<Slot> allocate(int most, boolean cold, Latency latency, SlotSpacing spacing) {
        List<Slot> slots = new ArrayList<>();
        SlotSearch search = new SlotSearch(now + latency.lead(), spacing);
        while (slots.size() < most && search.at - now <= horizon(latency)) {
            slots.add(search.take(search.at + (cold ? LONGEST_UNANSWERED : latency.uncertainty())));
        }
        return slots;
    }

    /** Finds the moments of slots, one after the other. */
    private final class SlotSearch {

        private final List<Long> arrivals = calls.sorted(ScheduledCall::arrives);
        private final List<Long> counted = calls.sorted(ScheduledCall::counted);
        private long earliest;
        private SlotSpacing spacing;
        /** The next moment for all processes, and for this one. */
        private long regular;

        private long at;

        SlotSearch(long earliest, SlotSpacing spacing) {
            this.earliest = earliest;
            this.spacing = spacing;
            advance();
        }

        private void advance() {
            regular = nextSlot(arrivals, counted);
            at = Math.max(Math.max(regular, earliest), spacing.earliest(now, interval()));
        }

        /** Allocates the slot for a call that arrives at this moment. */
        Slot take(long arrives) {
            Slot slot = new Slot(next++, at);
            calls.put(slot, arrives, oldest());
            insert(arrivals, arrives);
            insert(counted, at);
            long interval = interval();
            // A slightly missed moment is caught up with; the windows enforce the rate nevertheless. A slot that is
            // postponed because of a slow transaction leaves the moments before it to other processes.
            nextAt = Math.max(nextAt, regular - interval) + interval;
            changed = true;
            earliest = at > regular ? at + interval : earliest;
            spacing = spacing.after(at);
            advance();
            return slot;
        }
    }

    /** A slot is allocated at most this long before its moment, since later reports no longer change it. */
    static long horizon(Latency latency) {
        return HORIZON + latency.lead() + latency.span() - TransactionTimes.SHORTEST_SPAN / NANOS_PER_MICRO;
    }

    /** Removes the call of a slot that was not used, and will not be. */
    void discard(Slot slot) {
        changed |= calls.remove(slot);
    }

    private long interval() {
        return (long) (SECOND / Math.min(adaptive.rate(), allowed));
    }

    /**
     * The nanoseconds until a process should attempt to allocate its next slot.
     *
     * @param transaction the longest likely duration of its transactions, in nanoseconds
     */
    long untilNextAttempt(SlotSpacing spacing, long transaction) {
        return (untilNext(spacing) - HORIZON / 2) * NANOS_PER_MICRO - transaction;
    }

    /** The time until the next slot of a process. */
    long untilNext(SlotSpacing spacing) {
        return new SlotSearch(now, spacing).at - now;
    }

    /** The end of the pause of all calls; in the past if there is none. */
    long heldUntil() {
        return heldUntil;
    }

    private long nextSlot(List<Long> arrivals, List<Long> counted) {
        long at = Math.max(Math.max(now, nextAt), heldUntil);
        at = Math.max(at, freeAt(arrivals, promised()));
        double rate = adaptive.rate();
        return rate < allowed ? Math.max(at, freeAt(counted, RateWindow.roundedUp(rate))) : at;
    }

    private static long freeAt(List<Long> moments, RateWindow window) {
        int before = moments.size() - window.calls();
        return before < 0 ? 0 : moments.get(before) + window.micros();
    }

    private static void insert(List<Long> moments, long moment) {
        int place = Collections.binarySearch(moments, moment);
        moments.add(place < 0 ? -place - 1 : place, moment);
    }

    /** Records the latest possible arrival of a call at the server. */
    void arrived(Slot slot, long arrives) {
        calls.put(slot, arrives, oldest());
        changed = true;
    }

    /**
     * Records that the API accepted a call.
     *
     * @return whether the rate has changed
     */
    boolean passed(long departure) {
        changed = true;
        boolean changedRate = adaptive.passed(departure * NANOS_PER_MICRO);
        found = changedRate ? now : found;
        return changedRate;
    }

    /**
     * Records that the API rate-limited a call.
     *
     * @return whether the rate has changed
     */
    boolean refused(long departure, int unanswered, @Nullable Duration retryAfter) {
        return changed(adaptive.refused(departure * NANOS_PER_MICRO, now * NANOS_PER_MICRO, unanswered), retryAfter);
    }

    /** Like {@link #refused}, for a call that was refused because too many others were in flight. */
    boolean refusedByCap(boolean newCap, @Nullable Duration retryAfter) {
        limit = newCap ? null : limit;
        return changed(newCap && adaptive.clearLimit(now * NANOS_PER_MICRO), retryAfter);
    }

    /** Delays all slots that are not allocated yet; returns false, since the rate has not changed. */
    boolean hold(Duration time) {
        return changed(false, time);
    }

    private boolean changed(boolean changedRate, @Nullable Duration retryAfter) {
        if (changedRate || retryAfter != null) {
            Duration hold = retryAfter == null ? adaptive.hold() : retryAfter;
            heldUntil = Math.max(heldUntil, now + Math.max(0, micros(hold)));
        }
        found = changedRate ? now : found;
        changed = true;
        return changedRate;
    }

    /** The current rate in calls per second. */
    double rate() {
        return Math.min(adaptive.rate(), allowed);
    }

    /** The schedule to store; null if nothing has changed. */
    @Nullable
    String text() {
        if (!changed && !inFlight.isChanged()) {
            return null;
        }
        return new StoredSchedule(
                        now, next, nextAt, heldUntil, calls.numbers(), rates, adaptive, found, limit, inFlight)
                .text();
    }

    private static long micros(Duration time) {
        return time.toNanos() / NANOS_PER_MICRO;
    }
}
