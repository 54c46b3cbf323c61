package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExcessCheckTests {

    private final ExcessCheck check = new ExcessCheck();

    @ParameterizedTest
    @CsvSource({"96, 4, true", "97, 3, false", "129, 4, true", "130, 4, false", "0, 4, true"})
    void beginsAfterFourRefusalsIfTheyAreThreePercent(long passed, long refused, boolean begins) {
        assertThat(check.begins(10, passed, refused)).isEqualTo(begins);
        assertThat(check.isRunning()).isEqualTo(begins);
    }

    @ParameterizedTest
    @CsvSource({"96, 4, 0.94", "90, 10, 0.87", "10, 90, 0.5"})
    void lowersTheRateByMoreThanTheShare(long passed, long refused, double factor) {
        check.begins(10, passed, refused);
        assertThat(check.reduction()).isEqualTo(factor, within(1e-9));
        assertThat(check.rateBefore()).isEqualTo(10);
    }

    @Test
    void endsAfterTheCallsOfWhichFourWouldBeRefused() {
        check.begins(10, 90, 10);
        for (int i = 1; i < 40; i++) {
            assertThat(check.ends()).isFalse();
        }
        assertThat(check.ends()).isTrue();
        assertThat(check.isRunning()).isFalse();
        assertThat(check.isNoise()).isFalse();
    }

    @Test
    void twoRefusalsAtTheLowerRateAreNoise() {
        check.begins(10, 90, 10);
        check.refused();
        assertThat(check.isNoise()).isFalse();
        check.refused();
        assertThat(check.isNoise()).isTrue();
    }

    @Test
    void eachCheckCountsItsOwnRefusals() {
        run(2);
        begin();
        assertThat(check.isNoise()).isFalse();
    }

    @Test
    void intervalDoublesAfterNoiseAndNotOtherwise() {
        run(2);
        assertThat(begin()).isEqualTo(80);
        check.refused();
        check.refused();
        end();
        assertThat(begin()).isEqualTo(160);
        end();
        assertThat(begin()).isEqualTo(40);
    }

    @Test
    void cancelledCheckIsNotRunning() {
        begin();
        check.cancel();
        assertThat(check.isRunning()).isFalse();
    }

    private void run(int refusals) {
        begin();
        for (int i = 0; i < refusals; i++) {
            check.refused();
        }
        end();
    }

    /** Returns the number of calls until the check begins. */
    private int begin() {
        int calls = 1;
        while (!check.begins(10, 90, 10)) {
            calls++;
        }
        return calls;
    }

    private void end() {
        while (!check.ends()) {
            assertThat(check.isRunning()).isTrue();
        }
    }
}
