package io.github.pantree.pan123.pace;

import static io.github.pantree.support.SharedStore.NANOS_PER_MICRO;

import io.github.pantree.pan123.pace.AllocatedSlots.LocalSlot;
import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The slots of this process whose calls are in flight, and how long their calls may take to arrive. Thread-safe. */
final class DepartedSlots {

    /**
     * The latest possible arrival of a call.
     *
     * @param at in microseconds of the shared clock
     * @param cold whether the schedule assumes the latest arrival of all until it is reported
     * @param excess how much later that is than the schedule assumes, in nanoseconds
     */
    record Arrival(Slot slot, long at, boolean cold, long excess) {}

    private final Map<Long, LocalSlot> slots = new ConcurrentHashMap<>();
    private final DeliveryDelay delays = new DeliveryDelay();
    private final AtomicInteger cold = new AtomicInteger(PaceLimits.COLD_CALLS);

    /** Whether the next call is one of the first ones. */
    boolean isNextCold() {
        return cold.get() > 0;
    }

    void add(LocalSlot slot) {
        slots.put(slot.slot().call(), slot);
        if (slot.cold()) {
            cold.decrementAndGet();
        }
    }

    /** Removes the slot of a call that was answered now; null if it was removed before. */
    @Nullable
    Arrival remove(Pacer.Permit permit, long now) {
        LocalSlot slot = slots.remove(permit.call());
        if (slot == null) {
            return null;
        }
        long roundTrip = now - permit.departure();
        long delay = slot.cold() ? roundTrip : delays.of(permit.flight(), roundTrip);
        long late = permit.sharedDeparture() - slot.slot().at() * NANOS_PER_MICRO + delay;
        // The uncertainty of the shared clock counts since the slot was allocated.
        long excess = late - (slot.due() - slot.earliest());
        return new Arrival(slot.slot(), slot.slot().at() + late / NANOS_PER_MICRO, slot.cold(), excess);
    }

    /** Records the round trip of an accepted call, as {@link DeliveryDelay#learn} does. */
    void learn(Pacer.Permit permit, long roundTrip, boolean succeeded) {
        delays.learn(permit.flight(), roundTrip, succeeded);
    }
}
