package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateTrialTests {

    private static final long NOW = Duration.ofHours(1).toNanos();
    private static final Offset<Double> EXACT = within(1e-9);

    private final RateTrial trial = new RateTrial();
    private final ConfirmedRate confirmed = new ConfirmedRate();

    @Test
    void rateIsSafeUntilATrialStarts() {
        assertThat(trial.isRunning()).isFalse();
        assertThat(trial.isBackAtConfirmed()).isFalse();
        assertThat(trial.safeRate(7)).isEqualTo(7);
    }

    @Test
    void stepsDoubleUntilTheRateItselfDoubles() {
        double rate = 10;
        for (double step : List.of(0.12, 0.24, 0.48, 0.96, 1.0, 1.0)) {
            double next = start(rate, 1_000);
            assertThat(next).isEqualTo(rate * (1 + step), EXACT);
            assertThat(trial.safeRate(next)).isEqualTo(rate);
            rate = next;
        }
        assertThat(trial.isBackAtConfirmed()).isFalse();
    }

    @Test
    void allowedRateIsNeverExceeded() {
        assertThat(start(10, 10.5)).isEqualTo(10.5);
    }

    @Test
    void stepsBelowAConfirmedRateAreLargerAndEndThere() {
        confirmed.add(20, NOW);
        assertThat(start(10, 40)).isEqualTo(12.5, EXACT);
        assertThat(start(12.5, 40)).isEqualTo(18.75, EXACT);
        assertThat(trial.isBackAtConfirmed()).isFalse();
        assertThat(start(18.75, 40)).isEqualTo(20);
        assertThat(trial.isBackAtConfirmed()).isTrue();
        trial.end();
        assertThat(trial.isBackAtConfirmed()).isFalse();
    }

    @Test
    void confirmedRateAboveTheAllowedOneIsNotReached() {
        confirmed.add(20, NOW);
        assertThat(start(10, 12)).isEqualTo(12);
        assertThat(start(18, 19)).isEqualTo(19);
        assertThat(trial.isBackAtConfirmed()).isFalse();
    }

    @Test
    void refusalOfTheFirstStepEndsTheSeries() {
        start(10, 40);
        assertThat(trial.isFirstStep()).isTrue();
        assertThat(trial.retreat()).isEqualTo(10);
    }

    @Test
    void refusalOfALaterStepGoesBackByOneAndThenToTheStart() {
        double second = start(10, 40);
        double third = start(second, 40);
        assertThat(trial.isFirstStep()).isFalse();
        assertThat(trial.retreat()).isEqualTo(second);
        trial.end();
        trial.repeatLastStep();
        assertThat(trial.isRunning()).isTrue();
        assertThat(trial.safeRate(third)).as("not certain before it succeeds").isEqualTo(10);
        assertThat(trial.isFirstStep()).isTrue();
        assertThat(trial.retreat()).isEqualTo(10);
    }

    @Test
    void seriesStartsAnewAfterARepeatedStep() {
        double second = start(10, 40);
        start(second, 40);
        trial.repeatLastStep();
        double next = start(second, 40);
        assertThat(next).isEqualTo(second * 1.12, EXACT);
        assertThat(trial.retreat()).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({"10, 0, 0", "10, 0.02, 0", "20, 0.02, 1", "40, 0.05, 4", "40, 0.5, 4"})
    void asManyRefusalsAsUsualAreNoise(double rate, double usualShare, int noise) {
        start(rate, 100);
        for (int i = 0; i < noise; i++) {
            assertThat(trial.refused(rate, usualShare)).isFalse();
        }
        assertThat(trial.refused(rate, usualShare)).isTrue();
    }

    @Test
    void eachTrialCountsItsOwnRefusals() {
        start(20, 100);
        trial.refused(20, 0.02);
        start(22.4, 100);
        assertThat(trial.refused(22.4, 0.02)).isFalse();
        trial.repeatLastStep();
        assertThat(trial.refused(22.4, 0.02)).isFalse();
    }

    private double start(double rate, double allowed) {
        return trial.start(rate, allowed, confirmed, NOW);
    }
}
