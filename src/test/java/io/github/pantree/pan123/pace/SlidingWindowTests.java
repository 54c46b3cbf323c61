package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlidingWindowTests {

    private static final long SECOND = 1_000_000_000;
    private static final long LONGEST_UNANSWERED = 5 * SECOND;
    /** The capacity of a window for one call. */
    private static final int PLACES = 65;

    @Test
    void numbersCallsFromZero() {
        SlidingWindow window = new SlidingWindow(2, 1);
        assertThat(window.depart(0)).isZero();
        assertThat(window.depart(0)).isEqualTo(1);
        assertThat(window.depart(0)).isEqualTo(2);
    }

    @Test
    void isFreeWhileFewerCallsAreKnownThanOneWindowHolds() {
        SlidingWindow window = new SlidingWindow(2, 0);
        assertThat(window.untilFree(100, new RateWindow(1, 1000))).isZero();
        window.depart(100);
        assertThat(window.untilFree(100, new RateWindow(2, 1000))).isZero();
        assertThat(window.untilFree(100, new RateWindow(1, 1000))).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"1, 300, 900", "2, 300, 800", "2, 1099, 1", "2, 1100, 0", "1, 1199, 1", "1, 1200, 0", "2, 5000, 0"})
    void isFreeWhenTheOldestOfTheLastCallsHasLeftTheWindow(int most, long now, long wait) {
        SlidingWindow window = new SlidingWindow(2, 0);
        window.depart(100);
        window.depart(200);
        assertThat(window.untilFree(now, new RateWindow(most, 1000))).isEqualTo(wait);
    }

    @Test
    void unansweredColdCallMayArriveUntilFiveSecondsLater() {
        SlidingWindow window = new SlidingWindow(1, 1);
        window.depart(0);
        assertThat(window.untilFree(0, new RateWindow(1, SECOND))).isEqualTo(SECOND);
        assertThat(window.untilFree(LONGEST_UNANSWERED, new RateWindow(1, SECOND)))
                .isEqualTo(SECOND);
        assertThat(window.untilFree(LONGEST_UNANSWERED + 10, new RateWindow(1, SECOND)))
                .isEqualTo(SECOND - 10);
        assertThat(window.untilFree(LONGEST_UNANSWERED + SECOND, new RateWindow(1, SECOND)))
                .isZero();
    }

    @Test
    void onlyTheFirstCallsAreCold() {
        SlidingWindow window = new SlidingWindow(1, 2);
        window.depart(0);
        window.depart(0);
        window.depart(0);
        window.answered(0, 0);
        window.answered(1, 0);
        assertThat(window.untilFree(0, new RateWindow(1, SECOND))).isEqualTo(SECOND);
        assertThat(window.untilFree(SECOND, new RateWindow(1, SECOND))).isZero();
        assertThat(window.isCold(1)).isTrue();
        assertThat(window.isCold(2)).isFalse();
    }

    @Test
    void answeredCallCountsFromItsArrival() {
        SlidingWindow window = new SlidingWindow(1, 0);
        window.depart(0);
        window.answered(0, 30);
        assertThat(window.untilFree(40, new RateWindow(1, 1000))).isEqualTo(990);
    }

    @ParameterizedTest
    @CsvSource({"65, 990", "66, 940"})
    void lateAnswerIsIgnoredOnceItsPlaceIsTakenByALaterCall(int calls, long wait) {
        SlidingWindow window = new SlidingWindow(1, 0);
        for (int i = 0; i < calls; i++) {
            window.depart(0);
        }
        window.answered(1, 0);
        window.answered(0, 50);
        assertThat(window.untilFree(60, new RateWindow(1, 1000))).isEqualTo(wait);
    }

    @Test
    void remembersAsManyLateArrivalsAsThereArePlaces() {
        SlidingWindow window = new SlidingWindow(1, 0);
        for (int i = 0; i < 3 * PLACES; i++) {
            window.depart(i);
        }
        int last = 3 * PLACES - 1;
        assertThat(window.untilFree(last, new RateWindow(PLACES, 1000))).isEqualTo(1000 - (PLACES - 1));
        assertThat(window.untilFree(last, new RateWindow(PLACES + 1, 1000))).isZero();
    }

    @Test
    void answerOfALateCallCountsHoweverManyWentBefore() {
        SlidingWindow window = new SlidingWindow(1, 0);
        for (int i = 0; i < 3 * PLACES; i++) {
            window.depart(0);
        }
        window.answered(3 * PLACES - 2, 0);
        window.answered(3 * PLACES - 1, 50);
        assertThat(window.untilFree(60, new RateWindow(1, 1000))).isEqualTo(990);
    }
}
