package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateWindowTests {

    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 2000000000, 1, 2000000000",
        "1, 1, 1000000000, 1, 1000000000",
        "2.5, 2, 1000000000, 3, 1200000000",
        "40, 40, 1000000000, 40, 1000000000"
    })
    void windowsAreAsLongAsTheirCallsNeed(double rate, int fewer, long fewerNanos, int more, long moreNanos) {
        assertThat(RateWindow.roundedDown(rate)).isEqualTo(new RateWindow(fewer, fewerNanos));
        assertThat(RateWindow.roundedUp(rate)).isEqualTo(new RateWindow(more, moreNanos));
    }

    @Test
    void slackMakesAWindowLonger() {
        RateWindow window = RateWindow.roundedDown(1).longerBy(12_000_000);
        assertThat(window).isEqualTo(new RateWindow(1, 1_012_000_000));
        assertThat(window.micros()).isEqualTo(1_012_000);
    }
}
