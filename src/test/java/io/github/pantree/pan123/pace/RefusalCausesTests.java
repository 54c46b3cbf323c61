package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.pace.RefusalCauses.Finding;
import io.github.pantree.pan123.pace.RefusalCauses.Sample;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusalCausesTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RefusalCauses causes = new RefusalCauses();
    /** Moments so far apart that the calls do not count for each other. */
    private long now = SECOND;

    @Test
    void capThatSeparatesRefusedFromAcceptedCallsIsFound() {
        for (int i = 0; i < 4; i++) {
            passed(9, 2, 0);
            refused(i, 3, 0);
        }
        assertThat(causes.find()).isEqualTo(new Finding(false, 3));
    }

    @Test
    void capOfAParentIsPreferredWhereBothExplain() {
        for (int i = 0; i < 4; i++) {
            passed(9, 2, 1);
            refused(i, 3, 2);
        }
        assertThat(causes.find()).isEqualTo(new Finding(true, 2));
    }

    @Test
    void fewerThanFourOfEachProveNothing() {
        for (int i = 0; i < 3; i++) {
            passed(9, 2, 0);
            refused(0, 3, 0);
        }
        passed(9, 2, 0);
        assertThat(causes.find()).isNull();
        refused(0, 3, 0);
        assertThat(causes.find()).isNotNull();
    }

    @Test
    void rateThatExplainsAsWellRulesACapOut() {
        for (int i = 0; i < 8; i++) {
            passed(2, 2, 0);
            refused(9, 3, 0);
        }
        assertThat(causes.find()).isNull();
    }

    @Test
    void twoContradictionsOfFourRefusalsRuleACapOut() {
        for (int i = 0; i < 4; i++) {
            passed(9, i < 2 ? 5 : 2, 0);
            refused(i, 3, 0);
        }
        assertThat(causes.find()).isNull();
    }

    @Test
    void acceptedCallCountsForLaterCallsThatWereAnsweredBefore() {
        for (int i = 0; i < 8; i++) {
            now += 2 * SECOND;
            causes.refused(new Sample(now, 0, 3, 0));
            causes.passed(new Sample(now - 1, 0, 2, 0));
        }
        assertThat(causes.find())
                .as("each refused call had an accepted one before, as a rate limit of 1 explains")
                .isNull();
    }

    @Test
    void onlyTheLastSixteenCallsCount() {
        for (int i = 0; i < 16; i++) {
            passed(0, 9, 0);
            refused(9, 1, 0);
        }
        for (int i = 0; i < 16; i++) {
            passed(9, 2, 0);
            refused(0, 3, 0);
        }
        assertThat(causes.find()).isEqualTo(new Finding(false, 3));
        causes.clear();
        assertThat(causes.find()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1, true", "4, 4, 3, true", "5, 0, 1, false", "1, 5, 0, false", "2, 0, 2, false", "0, 0, 0, false"
    })
    void veryLowCapIsGuessedFromTwoRefusals(int refusedWith, int passedBefore, int passedWith, boolean guessed) {
        passed(0, refusedWith == 1 ? 0 : passedWith, 0);
        refused(passedBefore, refusedWith, 0);
        assertThat(causes.guess(false)).isNull();
        refused(passedBefore, refusedWith, 0);
        assertThat(causes.guess(false)).isEqualTo(guessed ? new Finding(false, refusedWith) : null);
        assertThat(causes.guess(true)).isNull();
    }

    private void passed(int before, int others, int siblings) {
        now += 2 * SECOND;
        causes.passed(new Sample(now, before, others, siblings));
    }

    private void refused(int before, int others, int siblings) {
        now += 2 * SECOND;
        causes.refused(new Sample(now, before, others, siblings));
    }
}
