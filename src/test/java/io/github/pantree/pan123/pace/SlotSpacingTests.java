package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SlotSpacingTests {

    private static final long NOW = 1_700_000_000_000_000L;

    @Test
    void leavesASlotToEachProcessThatWaits() {
        assertThat(new SlotSpacing(NOW, 2).earliest(NOW, 200)).isEqualTo(NOW + 600);
        assertThat(new SlotSpacing(NOW, 2).after(NOW + 600).earliest(NOW, 200)).isEqualTo(NOW + 1_200);
        assertThat(SlotSpacing.ALONE.after(NOW).earliest(NOW, 200)).isEqualTo(NOW);
    }

    @Test
    void doesNotWaitForAClockThatWasSetBack() {
        assertThat(new SlotSpacing(NOW + 2_000_001, 1).earliest(NOW, 200)).isEqualTo(NOW);
    }
}
