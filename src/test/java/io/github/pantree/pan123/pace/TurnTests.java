package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TurnTests {

    private static final long NOW = 1_700_000_000_000_000L;

    @Test
    void leavesASlotToEachProcessThatWaits() {
        assertThat(new Turn(NOW, 2).begins(NOW, 200)).isEqualTo(NOW + 600);
        assertThat(new Turn(NOW, 2).after(NOW + 600).begins(NOW, 200)).isEqualTo(NOW + 1_200);
        assertThat(Turn.ALONE.after(NOW).begins(NOW, 200)).isEqualTo(NOW);
    }

    @Test
    void doesNotWaitForAClockThatWasSetBack() {
        assertThat(new Turn(NOW + 2_000_001, 1).begins(NOW, 200)).isEqualTo(NOW);
    }
}
