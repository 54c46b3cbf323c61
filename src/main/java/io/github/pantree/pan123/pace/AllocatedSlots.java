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

    private long heldUntil;

    /** @param discarded receives each slot whose call will not leave */
    AllocatedSlots(Consumer<LocalSlot> discarded, long now) {
        this.discarded = discarded;
        this.heldUntil = now;
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

    /** Discards all slots before a moment, also those that were taken: a pause until then was requested. */
    synchronized void hold(long until) {
        heldUntil = until - heldUntil > 0 ? until : heldUntil;
        discardAll();
    }

    /** Whether the call of a slot that was taken may leave now; otherwise it is discarded. */
    synchronized boolean mayDepart(LocalSlot slot, long now) {
        boolean usable = !slot.isMissed(now) && heldUntil - now <= 0;
        if (!usable) {
            discarded.accept(slot);
        }
        return usable;
    }

    synchronized void discardAll() {
        slots.forEach(discarded);
        slots.clear();
    }
}
