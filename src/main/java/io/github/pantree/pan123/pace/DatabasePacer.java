package io.github.pantree.pan123.pace;

import static io.github.pantree.support.SharedStore.NANOS_PER_MICRO;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.pace.AllocatedSlots.LocalSlot;
import io.github.pantree.pan123.pace.ScheduleTransactions.Now;
import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** With shorter transactions, a process need not allocate slots earlier than the others. */
    private static final long FAST_TRANSACTION = Duration.ofMillis(25).toNanos();

    private final TimeSource timing;
    private final FairGate gate;
    private final AllocatedSlots allocated;
    private final DepartedSlots departed = new DepartedSlots();
    private final CallsInFlight inFlight;
    private final ReportRenewal renewal;
    private final int concurrency;
    private final String process = UUID.randomUUID().toString();
    private final RateLog rateLog;
    private final ScheduleTransactions transactions;
    private final SlotUse use;
    /** Whether a thread waits to report: it does so for all. */
    private final AtomicBoolean reporting = new AtomicBoolean();

    private volatile double rate;
    /** Whether other processes may be waiting for calls of this one to end. */
    private volatile boolean contended;
    /** Whether no slot was allocated at the last attempt. */
    private boolean waiting;
    /** The nanoseconds between that attempt and the next one. */
    private long pause;
    /** The moment of the last slot, in microseconds of the shared clock. */
    private long lastSlot;
    /** The calls in flight that were reported last. */
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
        this.allocated = new AllocatedSlots(transactions::discard, timing.nanos());
        this.use = new SlotUse(transactions.times()::longest);
        this.concurrency = concurrency;
        this.inFlight = new CallsInFlight(concurrency);
        this.rate = configured;
        this.rateLog = new RateLog(configured);
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
            if (!allocated.mayDepart(slot, departure)) {
                return null;
            }
            use.used();
            departed.add(slot);
            long sharedDeparture = slot.slot().at() * NANOS_PER_MICRO + Math.max(0, departure - slot.earliest());
            return new Permit(slot.slot().call(), departure, sharedDeparture, inFlight.depart(parent, departure));
        } finally {
            allocated.departed();
        }
    }

    /** Allocates slots when the next one is near; returns the nanoseconds to wait before another attempt. */
    private synchronized long acquireSlot() {
        boolean first = departed.isNextCold();
        int needed = first ? 1 : isFast() ? concurrency : use.needed(gate.size());
        int most = Math.min(needed, transactions.times().slots(rate));
        List<LocalSlot> taken = new ArrayList<>();
        change((schedule, now) -> allocate(schedule, now, most, first, taken));
        if (!taken.isEmpty()) {
            lastSlot = taken.get(taken.size() - 1).slot().at();
            use.allocated();
            allocated.add(taken);
            renewal.start();
        } else if (contended && own() < reported) {
            // Calls have ended during the transaction.
            report();
        }
        return pause;
    }

    private int allocate(SlotSchedule schedule, Now now, int most, boolean first, List<LocalSlot> taken) {
        int own = own();
        int free = schedule.inFlight().free(process, own, concurrency);
        int others = isFast() ? 0 : schedule.inFlight().waitingOthers(process);
        SlotSpacing spacing = new SlotSpacing(lastSlot, others);
        List<Slot> slots = schedule.allocate(Math.min(most, free), first, transactions.latency(now), spacing);
        contended = free <= slots.size() && schedule.inFlight().areShared(process);
        waiting = slots.isEmpty();
        long transaction = transactions.times().longest();
        pause = !waiting ? 0 : free == 0 ? FULL_POLL : schedule.untilNextAttempt(spacing, transaction);
        // The transaction may be repeated.
        taken.clear();
        slots.forEach(slot -> taken.add(now.localise(slot, first)));
        return own + slots.size();
    }

    private int own() {
        return inFlight.count() + allocated.count(timing.nanos());
    }

    /** @param step changes the schedule, and returns the calls that this process has in flight */
    private void change(ToIntBiFunction<SlotSchedule, Now> step) {
        long start = timing.nanos();
        boolean changed = transactions.change((schedule, now) -> {
            reported = step.applyAsInt(schedule, now);
            schedule.inFlight().report(process, reported, waiting && !gate.isIdle(), now.shared());
            rate = schedule.rate();
        });
        renewal.reported(reported, start);
        if (changed) {
            rateLog.changed(rate);
        } else {
            rateLog.unchanged(rate);
        }
    }

    @Override
    public void pause(Duration time) throws HaltedException {
        gate.sleep(time.toNanos(), false);
    }

    @Override
    public void answered(Permit permit) {
        DepartedSlots.Arrival arrival = departed.remove(permit, timing.nanos());
        if (arrival == null) {
            return;
        }
        inFlight.end(permit.flight(), permit.departure());
        if (arrival.cold() || arrival.excess() > UNREPORTED) {
            transactions.arrived(arrival.slot(), arrival.at());
        }
        if (!arrival.cold() && DeliveryDelay.isStall(arrival.excess())) {
            // Allocated without the knowledge of the stall.
            allocated.discardAll();
        }
        // With a slow database, the next slot that is requested reports it.
        boolean late = arrival.excess() > PaceLimits.ARRIVAL_SLACK && (isFast() || gate.isIdle());
        if (arrival.cold() || late || contended || isIdle()) {
            report();
        }
    }

    private boolean isFast() {
        return transactions.times().longest() < FAST_TRANSACTION;
    }

    /** Renews the report of the calls in flight if no transaction has just done so; returns whether there are any. */
    private synchronized boolean renew() {
        int own = own();
        if (renewal.isDue(own, timing.nanos())) {
            reportNow();
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
        long departure = refused.sharedDeparture() / NANOS_PER_MICRO;
        int unanswered = inFlight.countBefore(refused.departure());
        transactions.report(schedule -> cause == CallsInFlight.Cause.RATE
                ? schedule.refused(departure, unanswered, retryAfter)
                : schedule.refusedByCap(cause == CallsInFlight.Cause.NEW_CAP, retryAfter));
        if (retryAfter != null) {
            allocated.hold(timing.nanos() + retryAfter.toNanos());
        }
        report();
    }

    @Override
    public void hold(Duration time) {
        transactions.report(schedule -> schedule.hold(time));
        allocated.hold(timing.nanos() + time.toNanos());
        report();
    }

    /** Reported when the next slot is allocated. */
    @Override
    public void passed(Permit permit, long roundTrip, boolean succeeded) {
        inFlight.passed(permit.flight(), permit.departure());
        departed.learn(permit, roundTrip, succeeded);
        transactions.report(schedule -> schedule.passed(permit.sharedDeparture() / NANOS_PER_MICRO));
    }

    /** Reports the events, and the calls in flight. If another thread is about to do so, that is enough. */
    private void report() {
        if (reporting.compareAndSet(false, true)) {
            synchronized (this) {
                reporting.set(false);
                if (!transactions.isReported() || own() != reported) {
                    reportNow();
                }
            }
        }
    }

    /** Reports with the next slot what cannot be reported now; without another slot, the run is at its end. */
    private synchronized void reportNow() {
        try {
            change((schedule, now) -> own());
        } catch (RuntimeException e) {
            log.debug("Not reported", e);
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
