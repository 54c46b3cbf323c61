package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusalHoldTests {

    private final RefusalHold hold = new RefusalHold();

    @ParameterizedTest
    @CsvSource({"0.1, 500", "4, 500", "5, 400", "40, 50"})
    void firstCutDelaysCallsByTwoCallsButAtMostHalfASecond(double rate, long millis) {
        hold.afterCut(rate, false);
        assertThat(hold.time()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void cutsWithoutAnAcceptedCallDoubleTheDelayUpToHalfAMinute() {
        for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30, 30)) {
            hold.afterCut(40, true);
            assertThat(hold.time()).isEqualTo(Duration.ofSeconds(seconds));
        }
        hold.afterCut(40, false);
        assertThat(hold.time()).isEqualTo(Duration.ofMillis(50));
        hold.afterCut(40, true);
        assertThat(hold.time()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void endedHoldDelaysNothing() {
        hold.afterCut(40, true);
        hold.end();
        assertThat(hold.time()).isZero();
    }
}
