package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Slots that are allocated to this process, but whose calls have not left. Thread-safe. */
final class AllocatedSlots {

    /**
     * A slot in the clock of this process.
     *
     * @param earliest the earliest possible moment, given the shared clock's uncertainty
     * @param due the latest possible moment
     */
    record LocalSlot(Slot slot, boolean cold, long earliest, long due) {

        /** Whether it is too late for the slot's call to leave. */
        boolean isMissed(long now) {
            return now - due > PaceLimits.LATEST_DEPARTURE;
        }
    }

    private final Deque<LocalSlot> slots = new ArrayDeque<>();
    private final Consumer<LocalSlot> discarded;
    /** Slots that were taken, and whose calls wait for their moments. */
    private int departing;

    /** @param discarded is told each slot whose call will not leave, except those that were taken */
    AllocatedSlots(Consumer<LocalSlot> discarded) {
        this.discarded = discarded;
    }

    synchronized void add(List<LocalSlot> allocated) {
        slots.addAll(allocated);
    }

    /** Takes the next slot; {@link #departed} follows, whatever becomes of it. */
    synchronized @Nullable LocalSlot take() {
        LocalSlot next = slots.poll();
        departing += next == null ? 0 : 1;
        return next;
    }

    synchronized void departed() {
        departing--;
    }

    /** The number of calls that may still leave; missed slots are discarded. */
    synchronized int count(long now) {
        slots.removeIf(slot -> {
            boolean missed = slot.isMissed(now);
            if (missed) {
                discarded.accept(slot);
            }
            return missed;
        });
        return slots.size() + departing;
    }

    synchronized void discardAll() {
        slots.forEach(discarded);
        slots.clear();
    }
}
