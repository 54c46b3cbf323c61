package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PassedCallsTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final PassedCalls passed = new PassedCalls();

    @Test
    void callsOfTheSecondBeforeCount() {
        passed.add(1);
        passed.add(2);
        passed.add(SECOND);
        assertThat(passed.before(SECOND)).isEqualTo(3);
        assertThat(passed.before(SECOND + 1)).as("not a call a second before").isEqualTo(2);
        assertThat(passed.before(2)).as("not later calls").isEqualTo(2);
    }

    @Test
    void callsOlderThanASecondAreDropped() {
        passed.add(1);
        passed.add(SECOND + 1);
        assertThat(passed.intervals()).containsExactly(1L, SECOND);
        passed.add(SECOND + 2);
        assertThat(passed.intervals()).containsExactly(SECOND + 1, 1L);
    }

    @Test
    void storedFormIsReadAgain() {
        passed.add(5);
        passed.add(7);
        passed.add(7);
        PassedCalls other = new PassedCalls(passed.intervals());
        assertThat(passed.intervals()).isEqualTo(List.of(5L, 2L, 0L)).isEqualTo(other.intervals());
        assertThat(other.before(7)).isEqualTo(3);
    }
}
