package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SlotUseTests {

    private final SlotUse use = new SlotUse(() -> 0);

    @Test
    void asksForAsManySlotsAsCallsWait() {
        assertThat(use.needed(7)).isEqualTo(7);
    }

    @Test
    void asksForFewMoreThanWereUsed() {
        use.allocated();
        for (int i = 0; i < 4; i++) {
            use.used();
        }
        assertThat(use.needed(1)).isEqualTo(7);
        use.allocated();
        assertThat(use.needed(0)).as("none was used").isEqualTo(1);
    }
}
