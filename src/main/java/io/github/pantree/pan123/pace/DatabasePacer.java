package io.github.pantree.pan123.pace;

import static io.github.pantree.support.SharedStore.NANOS_PER_MICRO;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.pace.AllocatedSlots.LocalSlot;
import io.github.pantree.pan123.pace.ScheduleTransactions.Now;
import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import io.github.pantree.support.Messages;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues permits for the calls of an account that several processes use. Each permit is a slot, allocated in the shared
 * clock from {@link SlotSchedule}. A call that leaves or arrives later than its slot is reported, so that the other
 * processes keep their distance. See {@code src/docs/decisions/011}.
 */
public final class DatabasePacer implements Pacer {

    private static final Logger log = LoggerFactory.getLogger(DatabasePacer.class);

    /** Lateness that is not reported. The rest of the windows' slack covers what is not measured. */
    private static final long UNREPORTED = Duration.ofMillis(4).toNanos();

    private static final long LONGEST_SLEEP = Duration.ofMillis(200).toNanos();

    /** The pause between checks whether the calls of all processes leave room for another one. */
    private static final long FULL_POLL = Duration.ofMillis(10).toNanos();

    private final TimeSource timing;
    private final FairGate gate;
    private final AllocatedSlots allocated;
    private final Map<Long, LocalSlot> departed = new ConcurrentHashMap<>();
    private final DeliveryDelay delays = new DeliveryDelay();
    private final CallsInFlight inFlight;
    private final ReportRenewal renewal;
    private final int concurrency;
    private final String process = UUID.randomUUID().toString();
    private int cold = PaceLimits.COLD_CALLS;
    private String loggedRate = "";
    private volatile double rate;
    /** Whether other processes may be waiting for calls of this one to end. */
    private volatile boolean contended;
    /** Whether no slot was allocated because of the calls of other processes. */
    private boolean waiting;

    private final ScheduleTransactions transactions;
    private final MissedSlots missed;
    private final HoldsOfOthers holds;
    private int reported;

    /**
     * @param configured maximum calls in any second, of all processes
     * @param concurrency maximum calls in flight, of all processes
     */
    public DatabasePacer(double configured, int concurrency, SharedStore store, String account, TimeSource timing) {
        this(configured, concurrency, store, account, timing, task -> ReportRenewal.runLater(timing, task));
    }

    /** @param later executes a task after about two seconds */
    public DatabasePacer(
            double configured, int concurrency, SharedStore store, String account, TimeSource timing, Executor later) {
        this.transactions = new ScheduleTransactions(configured, store, "pace " + account, timing);
        this.allocated = new AllocatedSlots(transactions::discard);
        this.holds = new HoldsOfOthers(timing);
        this.missed = new MissedSlots(transactions.times()::longest);
        this.concurrency = concurrency;
        this.inFlight = new CallsInFlight(concurrency);
        this.rate = configured;
        this.timing = timing;
        this.gate = new FairGate(timing);
        this.renewal = new ReportRenewal(later, this::renew);
    }

    @Override
    public Permit acquire(boolean allowWhenHalted, @Nullable String parent) throws HaltedException {
        gate.acquire(allowWhenHalted);
        try {
            while (true) {
                boolean full = inFlight.isFull() && !gate.isHalted();
                LocalSlot slot = full ? null : allocated.take();
                if (full) {
                    gate.sleep(PaceLimits.IN_FLIGHT_POLL, allowWhenHalted);
                } else if (slot == null) {
                    gate.sleep(acquireSlot(), LONGEST_SLEEP, allowWhenHalted);
                } else {
                    Permit permit = depart(slot, allowWhenHalted, parent);
                    if (permit != null) {
                        return permit;
                    }
                }
            }
        } finally {
            gate.release();
        }
    }

    /** Waits for the slot's moment; null if it was missed. */
    private @Nullable Permit depart(LocalSlot slot, boolean allowWhenHalted, @Nullable String parent)
            throws HaltedException {
        try {
            gate.sleep(slot.due() - timing.nanos(), allowWhenHalted);
            long departure = timing.nanos();
            if (slot.isMissed(departure)) {
                transactions.discard(slot);
                return null;
            }
            missed.used();
            departed.put(slot.slot().call(), slot);
            long sharedDeparture = slot.slot().at() * NANOS_PER_MICRO + Math.max(0, departure - slot.earliest());
            return new Permit(slot.slot().call(), departure, sharedDeparture, inFlight.depart(parent, departure));
        } finally {
            allocated.departed();
        }
    }

    /** Allocates slots when the next one is near; returns the nanoseconds to wait before another attempt. */
    private synchronized long acquireSlot() {
        boolean first = cold > 0;
        int most = first ? 1 : transactions.times().slots(rate);
        long[] wait = new long[1];
        long[] held = new long[1];
        List<LocalSlot> taken = new ArrayList<>();
        boolean changed = change((schedule, now) -> {
            taken.clear();
            int own = own();
            int free = schedule.inFlight().free(process, own, concurrency);
            List<Slot> slots = schedule.allocate(Math.min(most, free), first, transactions.latency(now));
            contended = free <= slots.size() && schedule.inFlight().areShared(process);
            waiting = slots.isEmpty() && (free == 0 || waiting);
            slots.forEach(slot -> taken.add(now.localise(slot, first)));
            wait[0] = slots.isEmpty() ? untilNext(schedule, free) : 0;
            held[0] = schedule.heldFor() * NANOS_PER_MICRO;
            return own + slots.size();
        });
        if (changed) {
            logRate(Messages.format("pace.calm"));
        }
        holds.found(held[0]);
        cold -= first && !taken.isEmpty() ? 1 : 0;
        if (!taken.isEmpty()) {
            missed.allocated();
            allocated.add(taken);
            renewal.start();
        }
        if (contended && own() < reported) {
            // Calls have ended during the transaction.
            report(Messages.format("pace.calm"));
        }
        return wait[0];
    }

    private long untilNext(SlotSchedule schedule, int free) {
        return free == 0
                ? FULL_POLL
                : (schedule.untilNext() - SlotSchedule.HORIZON / 2) * NANOS_PER_MICRO
                        - transactions.times().longest();
    }

    private int own() {
        return inFlight.count() + allocated.count(timing.nanos());
    }

    /**
     * Changes the schedule.
     *
     * @param step returns the calls that this process has in flight
     * @return whether the rate has changed
     */
    private boolean change(ToIntBiFunction<SlotSchedule, Now> step) {
        long start = timing.nanos();
        boolean changed = transactions.change((schedule, now) -> {
            reported = step.applyAsInt(schedule, now);
            schedule.inFlight().report(process, reported, waiting && !gate.isIdle(), now.shared());
            rate = schedule.rate();
        });
        renewal.reported(reported, start);
        return changed;
    }

    @Override
    public void pause(Duration time) throws HaltedException {
        gate.sleep(time.toNanos(), false);
    }

    @Override
    public void answered(Permit permit) {
        LocalSlot slot = departed.remove(permit.call());
        if (slot == null) {
            return;
        }
        inFlight.end(permit.flight(), permit.departure());
        long roundTrip = timing.nanos() - permit.departure();
        long delay = slot.cold() ? roundTrip : delays.of(permit.flight(), roundTrip);
        long late = permit.sharedDeparture() - slot.slot().at() * NANOS_PER_MICRO + delay;
        // The uncertainty of the shared clock counts since the slot was allocated.
        long news = late - (slot.due() - slot.earliest());
        if (slot.cold() || news > UNREPORTED) {
            transactions.arrived(slot.slot(), slot.slot().at() + late / NANOS_PER_MICRO);
        }
        if (slot.cold() || news > PaceLimits.ARRIVAL_SLACK || contended || isIdle()) {
            report(Messages.format("pace.calm"));
        }
    }

    /** Renews the report of the calls in flight if no transaction has just done so; returns whether there are any. */
    private synchronized boolean renew() {
        int own = own();
        if (renewal.isDue(own, timing.nanos())) {
            report(Messages.format("pace.calm"));
        }
        return own > 0;
    }

    /** Whether no later call would report that none is in flight. */
    private boolean isIdle() {
        return own() == 0 && gate.isIdle();
    }

    @Override
    public void throttled(Permit refused, @Nullable Duration retryAfter) {
        CallsInFlight.Cause cause = inFlight.refused(refused.flight(), refused.departure());
        int unanswered = inFlight.countBefore(refused.departure());
        transactions.report(
                cause == CallsInFlight.Cause.RATE
                        ? schedule ->
                                schedule.refused(refused.sharedDeparture() / NANOS_PER_MICRO, unanswered, retryAfter)
                        : schedule -> schedule.refusedByCap(cause == CallsInFlight.Cause.NEW_CAP, retryAfter));
        if (retryAfter != null) {
            holds.own(retryAfter);
            allocated.discardAll();
        }
        report(Messages.format("api.limited"));
    }

    @Override
    public void hold(Duration time) {
        holds.own(time);
        transactions.report(schedule -> schedule.hold(time));
        allocated.discardAll();
        report(Messages.format("pace.calm"));
    }

    /** Reported when the next slot is allocated. */
    @Override
    public void passed(Permit permit, boolean succeeded) {
        inFlight.passed(permit.flight(), permit.departure());
        delays.learn(permit.flight(), timing.nanos() - permit.departure(), succeeded);
        transactions.report(schedule -> schedule.passed(permit.sharedDeparture() / NANOS_PER_MICRO));
    }

    /** Reports with the next slot what cannot be reported now; without another slot, the run is at its end. */
    private synchronized void report(String why) {
        try {
            if (change((schedule, now) -> own())) {
                logRate(why);
            }
        } catch (RuntimeException e) {
            log.debug("Not reported", e);
        }
    }

    private void logRate(String why) {
        String text = String.format(Locale.ROOT, "%.2f", rate);
        if (!text.equals(loggedRate)) {
            log.info("{}", Messages.format("pace.now", why, text));
            loggedRate = text;
        }
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
    public double rate() {
        return rate;
    }
}
