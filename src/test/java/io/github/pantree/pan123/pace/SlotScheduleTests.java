package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All times are in microseconds, as in the class. */
final class SlotScheduleTests {

    private static final long NOW = 1_700_000_000_000_000L;
    private static final long SECOND = 1_000_000;
    /** The amount by which a window is longer than a second. */
    private static final long SLACK = 32_000;

    private static final long HORIZON = 25_000;
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void firstCallsOfAnAccountAreSpacedEvenly() {
        SlotSchedule pace = SlotSchedule.of(null, 20, NOW);
        assertThat(pace.rate()).isEqualTo(20);
        assertThat(pace.untilNext()).isZero();
        assertThat(pace.allocate(10, false, 0)).containsExactly(new Slot(0, NOW), new Slot(1, NOW));
        assertThat(pace.untilNext()).isEqualTo(50_000);
        assertThat(pace.allocate(10, false, 0)).as("beyond the horizon").isEmpty();
    }

    @Test
    void takesNoMoreSlotsThanAskedFor() {
        SlotSchedule pace = SlotSchedule.of(null, 1000, NOW);
        assertThat(pace.allocate(0, false, 0)).isEmpty();
        assertThat(pace.allocate(3, false, 0)).hasSize(3);
        assertThat(pace.allocate(2, false, 0)).extracting(Slot::call).containsExactly(3L, 4L);
    }

    @Test
    void takesSlotsUpToAndWithTheHorizon() {
        SlotSchedule pace = SlotSchedule.of(null, 200, NOW);
        List<Slot> slots = pace.allocate(100, false, 0);
        assertThat(slots)
                .extracting(Slot::at)
                .containsExactly(NOW, NOW, NOW + 5_000, NOW + 10_000, NOW + 15_000, NOW + 20_000, NOW + HORIZON);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "2.5, 1", "5, 4"})
    void windowHoldsNoMoreCallsThanTheRate(double rate, int earlier) {
        Notes notes = new Notes(rate);
        for (int i = 0; i < earlier; i++) {
            notes.at(NOW, pace -> pace.allocate(1, false, 0));
            notes.skipSpacing(NOW);
        }
        notes.at(NOW, pace -> pace.allocate(1, false, 0));
        notes.skipSpacing(NOW);
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(SECOND + SLACK);
        assertThat(notes.pace(NOW + SECOND + SLACK).untilNext()).isZero();
        assertThat(notes.pace(NOW + SECOND + SLACK - 1).untilNext()).isEqualTo(1);
    }

    @Test
    void windowOfARateBelowOneIsLonger() {
        Notes notes = new Notes(0.5);
        notes.at(NOW, pace -> pace.allocate(1, false, 0));
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(2 * SECOND + SLACK);
        assertThat(notes.pace(NOW + SECOND).untilNext()).isEqualTo(SECOND + SLACK);
    }

    @Test
    void doubtAboutTheTimeCountsAsADelay() {
        Notes notes = new Notes(1);
        notes.at(NOW, pace -> pace.allocate(1, false, 7_000));
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(SECOND + SLACK + 7_000);
    }

    @Test
    void coldCallMayArriveForFiveSecondsUntilItIsAnswered() {
        Notes notes = new Notes(1);
        List<Slot> taken = new ArrayList<>();
        notes.at(NOW, pace -> taken.addAll(pace.allocate(1, true, 0)));
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(6 * SECOND + SLACK);
        notes.at(NOW, pace -> pace.arrived(taken.get(0), NOW + 300_000));
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(SECOND + SLACK + 300_000);
    }

    @Test
    void callThatWasMissedByLittleIsMadeUpFor() {
        Notes notes = new Notes(20);
        notes.at(NOW, pace -> pace.allocate(2, false, 0));
        notes.at(
                NOW + 60_000,
                pace -> assertThat(pace.allocate(1, false, 0)).containsExactly(new Slot(2, NOW + 60_000)));
        assertThat(notes.pace(NOW + 60_000).untilNext())
                .as("50 ms after the slot's moment")
                .isEqualTo(40_000);
        notes.at(NOW + 500_000, pace -> pace.allocate(1, false, 0));
        assertThat(notes.pace(NOW + 500_000).untilNext()).as("one at most").isZero();
        notes.at(NOW + 500_000, pace -> pace.allocate(1, false, 0));
        assertThat(notes.pace(NOW + 500_000).untilNext()).isEqualTo(50_000);
    }

    @Test
    void lowestRateHoldsWhileItsProcessSpoke() {
        Notes notes = new Notes(50);
        notes.own(2).at(NOW, pace -> assertThat(pace.rate()).isEqualTo(2));
        notes.own(50).at(NOW + 1, pace -> assertThat(pace.rate()).isEqualTo(2));
        assertThat(notes.pace(NOW + 10 * SECOND - 1).rate()).isEqualTo(2);
        assertThat(notes.pace(NOW + 10 * SECOND).rate()).isEqualTo(50);
    }

    @Test
    void rateIsRepeatedAfterTwoSeconds() {
        String kept = SlotSchedule.of(null, 5, NOW).text();
        assertThat(kept).isNotNull();
        assertThat(SlotSchedule.of(kept, 5, NOW).text()).isNull();
        assertThat(SlotSchedule.of(kept, 5, NOW + 2 * SECOND).text()).isNull();
        assertThat(SlotSchedule.of(kept, 5, NOW + 2 * SECOND + 1).text()).isNotNull();
        assertThat(SlotSchedule.of(kept, 6, NOW).text()).as("another rate").isNotNull();
    }

    @Test
    void lookingChangesNothingAndEachEventDoes() {
        String kept = SlotSchedule.of(null, 5, NOW).text();
        SlotSchedule looked = SlotSchedule.of(kept, 5, NOW);
        looked.untilNext();
        looked.rate();
        assertThat(looked.text()).isNull();
        SlotSchedule taken = SlotSchedule.of(kept, 5, NOW);
        Slot slot = taken.allocate(1, false, 0).get(0);
        assertThat(taken.text()).isNotNull();
        SlotSchedule arrived = SlotSchedule.of(taken.text(), 5, NOW);
        arrived.arrived(slot, NOW);
        assertThat(arrived.text()).isNotNull();
        SlotSchedule passed = SlotSchedule.of(kept, 5, NOW);
        passed.passed(NOW);
        assertThat(passed.text()).isNotNull();
        SlotSchedule refused = SlotSchedule.of(kept, 5, NOW);
        refused.refused(NOW, 0, null);
        assertThat(refused.text()).isNotNull();
    }

    @Test
    void refusalCutsTheRateAndHoldsAllBack() {
        Notes notes = new Notes(40);
        notes.at(NOW, pace -> assertThat(cut(pace, NOW, null)).isTrue());
        assertThat(notes.pace(NOW).rate()).isEqualTo(4, EXACT);
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(SECOND / 2);
        notes.at(
                NOW + 1,
                pace -> assertThat(pace.refused(NOW, 0, null))
                        .as("the same burst")
                        .isFalse());
        assertThat(notes.pace(NOW + 1).untilNext()).isEqualTo(SECOND / 2 - 1);
    }

    @ParameterizedTest
    @CsvSource({"3000, 3000000", "100, 100000", "0, 0", "-5000, 0"})
    void retryAfterIsHowLongAllAreHeldBack(long millis, long micros) {
        Notes notes = new Notes(40);
        notes.at(NOW, pace -> pace.refused(NOW, 0, Duration.ofMillis(millis)));
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(micros);
    }

    @Test
    void laterRetryAfterOfTheSameBurstOnlyLengthens() {
        Notes notes = new Notes(40);
        notes.at(NOW, pace -> pace.refused(NOW, 0, Duration.ofSeconds(3)));
        notes.at(NOW, pace -> pace.refused(NOW, 0, Duration.ofSeconds(1)));
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(3 * SECOND);
        notes.at(NOW, pace -> pace.refused(NOW, 0, Duration.ofSeconds(5)));
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(5 * SECOND);
    }

    /** With a detected rate of 4 calls per second, where 40 are allowed, the window of departures holds 4. */
    @Test
    void foundRateIsKeptByDepartures() {
        Notes notes = new Notes(40);
        notes.at(NOW, pace -> cut(pace, NOW, Duration.ZERO));
        for (int i = 0; i < 4; i++) {
            notes.skipSpacing(NOW);
            notes.at(NOW, pace -> assertThat(pace.allocate(1, false, 500_000)).hasSize(1));
        }
        notes.skipSpacing(NOW);
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(SECOND);
        assertThat(notes.pace(NOW + SECOND).untilNext()).isZero();
    }

    @Test
    void foundRateSpacesTheCalls() {
        Notes notes = new Notes(40);
        notes.at(NOW, pace -> cut(pace, NOW, Duration.ZERO));
        notes.at(NOW + SECOND, pace -> assertThat(pace.allocate(9, false, 0)).hasSize(2));
        assertThat(notes.pace(NOW + SECOND).untilNext()).isEqualTo(SECOND / 4);
    }

    @Test
    void foundRateIsForgottenAfterADay() {
        Notes notes = new Notes(40);
        notes.at(NOW, pace -> cut(pace, NOW, null));
        long day = 24 * 3600 * SECOND;
        assertThat(notes.pace(NOW + day).rate()).isEqualTo(4, EXACT);
        assertThat(notes.pace(NOW + day + 1).rate()).isEqualTo(40);
    }

    @Test
    void foundRateIsOfTheMomentOfItsLastChange() {
        Notes notes = new Notes(40);
        long day = 24 * 3600 * SECOND;
        notes.at(NOW, pace -> cut(pace, NOW, null));
        notes.at(
                NOW + day,
                pace -> assertThat(pace.refused(NOW, 0, null)).as("no news").isFalse());
        assertThat(notes.pace(NOW + day + 1).rate()).isEqualTo(40);
        notes.at(NOW + day, pace -> assertThat(cut(pace, NOW + day, null)).isTrue());
        assertThat(notes.pace(NOW + day + 1).rate()).isLessThan(4);
    }

    @Test
    void callsThatPassRaiseTheRateAgainAndRenewItsDate() {
        Notes notes = new Notes(40);
        notes.at(NOW, pace -> cut(pace, NOW, null));
        List<Integer> raised = new ArrayList<>();
        long day = 24 * 3600 * SECOND;
        notes.at(NOW + day, pace -> {
            for (int i = 1; i <= 20; i++) {
                if (pace.passed(NOW + i * SECOND)) {
                    raised.add(i);
                }
            }
        });
        assertThat(raised).as("after 5 s of 4 calls").containsExactly(20);
        assertThat(notes.pace(NOW + 2 * day).rate()).isEqualTo(4.48, EXACT);
    }

    @Test
    void clockThatWasSetBackForgetsMomentsButNotNumbers() {
        Notes notes = new Notes(1);
        notes.at(NOW, pace -> pace.refused(NOW, 0, null));
        notes.at(NOW + SECOND, pace -> pace.allocate(1, true, 0));
        SlotSchedule near = notes.pace(NOW);
        assertThat(near.untilNext()).as("a second is within the doubt").isGreaterThan(6 * SECOND);
        SlotSchedule back = notes.pace(NOW - 1);
        assertThat(back.untilNext()).isZero();
        assertThat(back.rate()).isEqualTo(1);
        assertThat(back.allocate(1, false, 0)).containsExactly(new Slot(1, NOW - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"calls\":[1", "{\"calls\":[]}", "{\"rates\":{}}", "[]"})
    void damagedNotesSayNothing(String text) {
        SlotSchedule pace = SlotSchedule.of(text, 5, NOW);
        assertThat(pace.rate()).isEqualTo(5);
        assertThat(pace.allocate(1, false, 0)).containsExactly(new Slot(0, NOW));
        assertThat(SlotSchedule.of(pace.text(), 5, NOW).allocate(1, false, 0)).hasSize(1);
    }

    @Test
    void keptTextIsTakenOverWithoutLoss() {
        Notes notes = new Notes(3);
        notes.at(NOW, pace -> pace.allocate(1, true, 0));
        notes.at(NOW + 20, pace -> pace.allocate(1, false, 400));
        notes.skipSpacing(NOW + 30);
        notes.at(NOW + 30, pace -> pace.allocate(1, false, 9));
        String text = notes.text;
        SlotSchedule again = SlotSchedule.of(text, 3, NOW + 30);
        again.arrived(new Slot(77, NOW - 100 * SECOND), NOW - 100 * SECOND);
        assertThat(again.text()).isEqualTo(text);
        assertThat(text)
                .contains("\"calls\":[0,")
                .contains(",5000000,1,")
                .contains(",400,1,")
                .contains(",9],");
    }

    @Test
    void callsThatNoWindowHoldsAreForgotten() {
        Notes notes = new Notes(2);
        notes.at(NOW, pace -> pace.allocate(1, false, 10));
        long window = SECOND + SLACK;
        assertThat(callsKept(notes.pace(NOW + window + 9))).isEqualTo("[0," + NOW + ",10]");
        assertThat(callsKept(notes.pace(NOW + window + 10))).isEqualTo("[]");
    }

    /** Two refusals in a row; returns whether the second one has changed the rate. */
    private static boolean cut(SlotSchedule pace, long departure, @Nullable Duration retryAfter) {
        assertThat(pace.refused(departure, 0, retryAfter)).isFalse();
        return pace.refused(departure, 0, retryAfter);
    }

    private static String callsKept(SlotSchedule pace) {
        pace.refused(NOW - 10, 0, null);
        String text = String.valueOf(pace.text());
        int from = text.indexOf("\"calls\":") + "\"calls\":".length();
        return text.substring(from, text.indexOf(']', from) + 1);
    }

    private interface Step {
        void with(SlotSchedule pace);
    }

    /** Processes that are configured with the same rate. */
    private static final class Notes {

        private double own;
        private @Nullable String text;

        Notes(double own) {
            this.own = own;
        }

        Notes own(double rate) {
            own = rate;
            return this;
        }

        SlotSchedule pace(long now) {
            return SlotSchedule.of(text, own, now);
        }

        void at(long now, Step step) {
            SlotSchedule pace = pace(now);
            step.with(pace);
            String changed = pace.text();
            text = changed == null ? text : changed;
        }

        /** Skips the spacing of calls, so that only the windows count. */
        void skipSpacing(long now) {
            text = String.valueOf(text).replaceAll("\"nextAt\":\\d+", "\"nextAt\":" + (now - SECOND));
        }
    }
}
