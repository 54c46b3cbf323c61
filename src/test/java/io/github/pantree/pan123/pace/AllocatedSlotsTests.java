package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.pace.AllocatedSlots.LocalSlot;
import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AllocatedSlotsTests {

    private static final long START = Duration.ofHours(1).toNanos();
    private static final long LATE = START + PaceLimits.LATEST_DEPARTURE * 2;

    private final List<Long> discarded = new ArrayList<>();
    private final AllocatedSlots slots =
            new AllocatedSlots(slot -> discarded.add(slot.slot().call()), START);

    private LocalSlot taken(long call, long at) {
        slots.add(List.of(new LocalSlot(new Slot(call, 0), false, at, at)));
        return Objects.requireNonNull(slots.take());
    }

    @Test
    void aSlotIsUsedAtItsMomentOnly() {
        assertThat(slots.mayDepart(taken(1, START), START)).isTrue();
        assertThat(discarded).isEmpty();
        assertThat(slots.mayDepart(taken(2, START), LATE)).isFalse();
        assertThat(discarded).containsExactly(2L);
    }

    @Test
    void aPauseDiscardsTheSlotsBeforeItsEnd() {
        LocalSlot departing = taken(1, START + 50);
        slots.add(List.of(new LocalSlot(new Slot(2, 0), false, START + 60, START + 60)));
        slots.hold(START + 200);
        slots.hold(START + 100);
        assertThat(discarded).containsExactly(2L);
        assertThat(slots.mayDepart(departing, START + 50))
                .as("allocated before the pause")
                .isFalse();
        assertThat(slots.mayDepart(taken(3, START + 200), START + 200)).isTrue();
    }
}
