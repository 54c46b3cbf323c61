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

    /** A rate whose first cut is 4 calls per second: a tenth of it, less 2 %. */
    private static final double FAST = 4 / 0.098;

    @Test
    void lowestRateAppliesWhileItsProcessReports() {
        StoredText store = new StoredText(50);
        store.own(2).at(NOW, pace -> assertThat(pace.rate()).isEqualTo(2));
        store.own(50).at(NOW + 1, pace -> assertThat(pace.rate()).isEqualTo(2));
        assertThat(store.pace(NOW + 10 * SECOND - 1).rate()).isEqualTo(2);
        assertThat(store.pace(NOW + 10 * SECOND).rate()).isEqualTo(50);
    }

    @Test
    void rateIsRepeatedAfterTwoSeconds() {
        String stored = SlotSchedule.of(null, 5, NOW).text();
        assertThat(stored).isNotNull();
        assertThat(SlotSchedule.of(stored, 5, NOW).text()).isNull();
        assertThat(SlotSchedule.of(stored, 5, NOW + 2 * SECOND).text()).isNull();
        assertThat(SlotSchedule.of(stored, 5, NOW + 2 * SECOND + 1).text()).isNotNull();
        assertThat(SlotSchedule.of(stored, 6, NOW).text()).as("another rate").isNotNull();
    }

    @Test
    void refusalCutsTheRateAndDelaysAllCalls() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> assertThat(cut(pace, NOW, null)).isTrue());
        assertThat(store.pace(NOW).rate()).isEqualTo(4, EXACT);
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(SECOND / 2);
        store.at(
                NOW + 1,
                pace -> assertThat(pace.refused(NOW, 0, null))
                        .as("the same burst")
                        .isFalse());
        assertThat(store.pace(NOW + 1).untilNext(SlotSpacing.ALONE)).isEqualTo(SECOND / 2 - 1);
    }

    @ParameterizedTest
    @CsvSource({"3000, 3000000", "100, 100000", "0, 0", "-5000, 0"})
    void retryAfterDelaysAllCalls(long millis, long micros) {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> pace.refused(NOW, 0, Duration.ofMillis(millis)));
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(micros);
    }

    @Test
    void laterRetryAfterOfTheSameBurstOnlyLengthens() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> pace.refused(NOW, 0, Duration.ofSeconds(3)));
        store.at(NOW, pace -> pace.refused(NOW, 0, Duration.ofSeconds(1)));
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(3 * SECOND);
        store.at(NOW, pace -> pace.refused(NOW, 0, Duration.ofSeconds(5)));
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(5 * SECOND);
    }

    /** With a detected rate of 4 calls per second, where ten times as many are allowed, departures are counted to 4. */
    @Test
    void foundRateIsKeptByDepartures() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> cut(pace, NOW, Duration.ZERO));
        for (int i = 0; i < 4; i++) {
            store.skipSpacing(NOW);
            store.at(
                    NOW,
                    pace -> assertThat(pace.allocate(1, false, uncertain(30_000), SlotSpacing.ALONE))
                            .hasSize(1));
        }
        store.skipSpacing(NOW);
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(SECOND);
        assertThat(store.pace(NOW + SECOND).untilNext(SlotSpacing.ALONE)).isZero();
    }

    @Test
    void foundRateCountsACallAfterAStallFromItsArrival() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> cut(pace, NOW, Duration.ZERO));
        for (int i = 0; i < 4; i++) {
            store.skipSpacing(NOW);
            store.at(
                    NOW,
                    pace -> pace.arrived(
                            pace.allocate(1, false, uncertain(0), SlotSpacing.ALONE)
                                    .get(0),
                            NOW + 200_000));
        }
        store.skipSpacing(NOW);
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(SECOND + 200_000);
    }

    @Test
    void foundRateSpacesTheCalls() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> cut(pace, NOW, Duration.ZERO));
        store.at(
                NOW + SECOND,
                pace -> assertThat(pace.allocate(9, false, uncertain(0), SlotSpacing.ALONE))
                        .hasSize(2));
        assertThat(store.pace(NOW + SECOND).untilNext(SlotSpacing.ALONE)).isEqualTo(SECOND / 4);
    }

    @Test
    void foundRateIsForgottenAfterADay() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> cut(pace, NOW, null));
        long day = 24 * 3600 * SECOND;
        assertThat(store.pace(NOW + day).rate()).isEqualTo(4, EXACT);
        assertThat(store.pace(NOW + day + 1).rate()).isEqualTo(FAST);
    }

    @Test
    void foundRateIsOfTheMomentOfItsLastChange() {
        StoredText store = new StoredText(FAST);
        long day = 24 * 3600 * SECOND;
        store.at(NOW, pace -> cut(pace, NOW, null));
        store.at(
                NOW + day,
                pace -> assertThat(pace.refused(NOW, 0, null)).as("no news").isFalse());
        assertThat(store.pace(NOW + day + 1).rate()).isEqualTo(FAST);
        store.at(NOW + day, pace -> assertThat(cut(pace, NOW + day, null)).isTrue());
        assertThat(store.pace(NOW + day + 1).rate()).isLessThan(4);
    }

    @Test
    void callsThatPassRaiseTheRateAgainAndRenewItsDate() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> cut(pace, NOW, null));
        List<Integer> raised = new ArrayList<>();
        long day = 24 * 3600 * SECOND;
        store.at(NOW + day, pace -> {
            for (int i = 1; i <= 20; i++) {
                if (pace.passed(NOW + i * SECOND)) {
                    raised.add(i);
                }
            }
        });
        assertThat(raised).as("after 5 s of 4 calls").containsExactly(20);
        assertThat(store.pace(NOW + 2 * day).rate()).isEqualTo(4.48, EXACT);
    }

    /** Each refusal is reported in a transaction of its own. */
    @Test
    void refusalsLowerTheRateAlsoADayAfterItsLastChange() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> pace.allocate(1, false, uncertain(0), SlotSpacing.ALONE));
        long later = NOW + 25 * 3600 * SECOND;
        store.at(later, pace -> pace.refused(later, 0, null));
        store.at(later + 1, pace -> assertThat(pace.refused(later, 0, null)).isTrue());
        assertThat(store.pace(later + 2).rate()).isEqualTo(4, EXACT);
    }

    @Test
    void foundRateOutlivesAProcessWithALowerRate() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> cut(pace, NOW, null));
        store.own(2).at(NOW + 1, pace -> assertThat(pace.rate()).isEqualTo(2));
        store.own(FAST).at(NOW + SECOND, pace -> pace.passed(NOW + SECOND));
        store.at(NOW + 11 * SECOND, pace -> assertThat(pace.rate()).isEqualTo(4, EXACT));
        store.at(NOW + 12 * SECOND, pace -> assertThat(pace.rate()).isEqualTo(4, EXACT));
    }

    @Test
    void foundRateOutlivesALowerOneOfASlowerProcess() {
        StoredText store = new StoredText(FAST);
        store.at(NOW, pace -> cut(pace, NOW, null));
        store.own(2).at(NOW + 1, pace -> cut(pace, NOW + 1, null));
        assertThat(store.pace(NOW + 2).rate()).isLessThan(2);
        long now = NOW + SECOND;
        while (store.pace(now).rate() < 2) {
            now += SECOND;
            long at = now;
            store.at(at, pace -> pace.passed(at));
        }
        long later = now + 11 * SECOND;
        assertThat(store.own(FAST).pace(later).rate()).isEqualTo(4, EXACT);
    }

    /** Two refusals in a row; returns whether the second one has changed the rate. */
    private static boolean cut(SlotSchedule pace, long departure, @Nullable Duration retryAfter) {
        assertThat(pace.refused(departure, 0, retryAfter)).isFalse();
        return pace.refused(departure, 0, retryAfter);
    }
}
