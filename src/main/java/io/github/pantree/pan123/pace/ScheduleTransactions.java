package io.github.pantree.pan123.pace;

import static io.github.pantree.support.SharedStore.NANOS_PER_MICRO;

import io.github.pantree.pan123.pace.AllocatedSlots.LocalSlot;
import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

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

    /** Returns whether the rate has changed. */
    boolean change(Step step) {
        boolean[] changed = new boolean[1];
        long[] read = new long[1];
        List<Predicate<SlotSchedule>> reported = List.copyOf(events);
        long start = timing.nanos();
        store.change(name, (stored, clock) -> {
            changed[0] = false;
            long before = timing.nanos();
            long shared = clock.getAsLong();
            Now now = new Now(shared, before, timing.nanos());
            read[0] = now.after();
            SlotSchedule schedule = SlotSchedule.of(stored, configured, shared);
            for (Predicate<SlotSchedule> event : reported) {
                changed[0] |= event.test(schedule);
            }
            step.with(schedule, now);
            return schedule.text();
        });
        long end = timing.nanos();
        times.add(end - start, end - read[0]);
        reported.forEach(event -> events.remove());
        return changed[0];
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
