package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LearnedCapTests {

    private static final long SECOND = 1_000_000_000;

    private final LearnedCap cap = new LearnedCap();

    @Test
    void explainsNothingUntilItIsKnown() {
        assertThat(cap.value()).isEqualTo(LearnedCap.NONE);
        assertThat(cap.refused(9, 0)).isFalse();
    }

    @Test
    void explainsRefusalsOfCallsThatExceededIt() {
        cap.adopt(2, 0);
        assertThat(cap.refused(1, SECOND)).isFalse();
        assertThat(cap.refused(2, SECOND)).isTrue();
        cap.drop();
        assertThat(cap.refused(2, SECOND)).isFalse();
    }

    @Test
    void oneMoreCallIsTriedAfterAWhileUntilTheFirstRefusal() {
        cap.adopt(2, 0);
        cap.passed(0, 5 * SECOND);
        assertThat(cap.value()).isEqualTo(2);
        cap.passed(0, 6 * SECOND);
        assertThat(cap.value()).isEqualTo(3);
        assertThat(cap.refused(2, 7 * SECOND)).isTrue();
        assertThat(cap.value()).isEqualTo(2);
        cap.passed(0, 14 * SECOND);
        assertThat(cap.value()).as("rarer").isEqualTo(2);
        cap.passed(0, 16 * SECOND);
        assertThat(cap.value()).isEqualTo(3);
    }

    @Test
    void trialsThatSucceedGrow() {
        cap.adopt(1, 0);
        cap.passed(0, 6 * SECOND);
        for (int i = 0; i < 3; i++) {
            cap.passed(1, 7 * SECOND);
        }
        assertThat(cap.value()).isEqualTo(4);
    }
}
