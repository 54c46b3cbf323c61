package io.github.pantree.pan123.pace;

import static io.github.pantree.support.SharedStore.NANOS_PER_MICRO;

import io.github.pantree.pan123.pace.AllocatedSlots.LocalSlot;
import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of this process that change the schedule of an account. Each of them first reports the events since the
 * last one. Events may be added by any thread; transactions follow each other.
 */
final class ScheduleTransactions {

    /** A change of the schedule at a time of the shared clock. */
    interface Step {
        void with(SlotSchedule schedule, Now now);
    }

    /**
     * The time of the shared clock, read between two moments of this process.
     *
     * @param shared in microseconds
     */
    record Now(long shared, long before, long after) {

        /** A slot with the limits of its moment in the time of this process. */
        LocalSlot localise(Slot slot, boolean cold) {
            long ahead = (slot.at() - shared) * NANOS_PER_MICRO;
            return new LocalSlot(slot, cold, before + ahead, after + ahead);
        }
    }

    private final double configured;
    private final SharedStore store;
    private final String name;
    private final TimeSource timing;
    private final Queue<Predicate<SlotSchedule>> events = new ConcurrentLinkedQueue<>();
    private final TransactionTimes times = new TransactionTimes();
    private final HoldsOfOthers holds = new HoldsOfOthers();

    /**
     * @param configured maximum calls in any second, of all processes
     * @param name of the schedule in the store
     */
    ScheduleTransactions(double configured, SharedStore store, String name, TimeSource timing) {
        this.configured = configured;
        this.store = store;
        this.name = name;
        this.timing = timing;
    }

    /** Adds an event that the next transaction reports; it returns whether the rate has changed. */
    void report(Predicate<SlotSchedule> event) {
        events.add(event);
    }

    /** Reports the latest possible arrival of a slot's call. */
    void arrived(Slot slot, long arrives) {
        report(schedule -> {
            schedule.arrived(slot, arrives);
            return false;
        });
    }

    /** Lets other calls have the place of a call that will not leave. */
    void discard(LocalSlot slot) {
        report(schedule -> {
            schedule.discard(slot.slot());
            return false;
        });
    }

    /** A transaction that may be repeated; the last attempt counts. */
    private final class Attempt {

        private final Step step;
        private List<Predicate<SlotSchedule>> reported = List.of();
        private Now now = new Now(0, 0, 0);
        private long heldFound;
        private long heldLeft;
        private boolean changed;

        Attempt(Step step) {
            this.step = step;
        }

        @Nullable
        String apply(@Nullable String stored, LongSupplier clock) {
            long before = timing.nanos();
            long shared = clock.getAsLong();
            now = new Now(shared, before, timing.nanos());
            SlotSchedule schedule = SlotSchedule.of(stored, configured, shared);
            heldFound = schedule.heldUntil();
            // Not earlier: an event may have been added while the transaction waited for that of another process.
            reported = List.copyOf(events);
            changed = false;
            for (Predicate<SlotSchedule> event : reported) {
                changed |= event.test(schedule);
            }
            step.with(schedule, now);
            heldLeft = schedule.heldUntil();
            return schedule.text();
        }

        void end() {
            reported.forEach(event -> events.remove());
            holds.record(now.shared(), heldFound, heldLeft);
        }
    }

    /** Returns whether the rate has changed. */
    boolean change(Step step) {
        Attempt attempt = new Attempt(step);
        long start = timing.nanos();
        store.change(name, attempt::apply);
        long end = timing.nanos();
        times.add(end - start, end - attempt.now.after());
        attempt.end();
        return attempt.changed;
    }

    /** Whether no event waits for a transaction. */
    boolean isReported() {
        return events.isEmpty();
    }

    /** The latency of the transaction that has read the clock. */
    TransactionTimes.Latency latency(Now now) {
        return times.latency(now.after() - now.before());
    }

    /** How long the transactions take. */
    TransactionTimes times() {
        return times;
    }
}
