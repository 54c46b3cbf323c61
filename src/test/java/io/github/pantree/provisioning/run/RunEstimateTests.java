package io.github.pantree.provisioning.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RunEstimateTests {

    private static final double RATE = 10;

    private final RunEstimate estimate = new RunEstimate();

    @Test
    void theTimeLeftIsWhatThePaceAllows() {
        assertThat(estimate.left(seconds(2), 980, 20, 20, RATE)).isEqualTo(seconds(98));
    }

    @Test
    void orLongerIfTheApiHasShownToBeSlower() {
        assertThat(estimate.left(seconds(10), 980, 20, 100, RATE)).isEqualTo(seconds(490));
    }

    @Test
    void beforeTheFirstFolderThereIsNoTimeLeft() {
        assertThat(estimate.left(seconds(10), 980, 0, 100, RATE)).isNull();
    }

    @Test
    void anEarlierPhaseAndAnEarlierRunSayNothingAboutThisOne() {
        estimate.phase(seconds(100), 500, 1000);
        assertThat(estimate.left(seconds(106), 440, 560, 1060, RATE)).isEqualTo(seconds(44));
    }

    @Test
    void siblingsInOneCallCountTogether() {
        assertThat(estimate.left(seconds(2), 98_000, 2_000, 20, RATE)).isEqualTo(seconds(98));
    }

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        assertThat(estimate.rate(Duration.ofMillis(100), 5))
                .as("a burst at the start is no higher rate")
                .isEqualTo(5);
        for (int second = 1; second <= 60; second++) {
            estimate.rate(seconds(second), 5L * second);
        }
        assertThat(estimate.rate(seconds(61), 305)).isEqualTo(5);
        assertThat(estimate.rate(seconds(65), 305))
                .as("calls have stopped for four seconds")
                .isEqualTo(3);
        assertThat(estimate.rate(seconds(80), 305)).isZero();
    }

    @Test
    void theRateIsThatOfALongerTimeIfItIsAskedForSeldom() {
        assertThat(estimate.rate(seconds(60), 300)).isEqualTo(5);
        assertThat(estimate.rate(seconds(120), 360)).isEqualTo(1);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
