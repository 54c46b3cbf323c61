package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How refusals and accepted calls change the shared rate. */
final class SlotScheduleRateTests extends SlotScheduleFixture {

    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void lowestRateAppliesWhileItsProcessReports() {
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
    void refusalCutsTheRateAndDelaysAllCalls() {
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
    void retryAfterDelaysAllCalls(long millis, long micros) {
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
            notes.at(NOW, pace -> assertThat(pace.allocate(1, false, 30_000)).hasSize(1));
        }
        notes.skipSpacing(NOW);
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(SECOND);
        assertThat(notes.pace(NOW + SECOND).untilNext()).isZero();
    }

    @Test
    void foundRateCountsACallAfterAStallFromItsArrival() {
        Notes notes = new Notes(40);
        notes.at(NOW, pace -> cut(pace, NOW, Duration.ZERO));
        for (int i = 0; i < 4; i++) {
            notes.skipSpacing(NOW);
            notes.at(NOW, pace -> pace.arrived(pace.allocate(1, false, 0).get(0), NOW + 200_000));
        }
        notes.skipSpacing(NOW);
        assertThat(notes.pace(NOW).untilNext()).isEqualTo(SECOND + 200_000);
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

    /** Two refusals in a row; returns whether the second one has changed the rate. */
    private static boolean cut(SlotSchedule pace, long departure, @Nullable Duration retryAfter) {
        assertThat(pace.refused(departure, 0, retryAfter)).isFalse();
        return pace.refused(departure, 0, retryAfter);
    }
}
