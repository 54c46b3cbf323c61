package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which slots are allocated, and what the stored form contains. */
final class SlotScheduleTests extends SlotScheduleFixture {

    /** The amount by which a window is longer than a second. */
    private static final long SLACK = 32_000;

    private static final long HORIZON = 25_000;

    @Test
    void firstCallsOfAnAccountAreSpacedEvenly() {
        SlotSchedule pace = SlotSchedule.of(null, 20, NOW);
        assertThat(pace.rate()).isEqualTo(20);
        assertThat(pace.untilNext(SlotSpacing.ALONE)).isZero();
        assertThat(pace.allocate(10, false, uncertain(0), SlotSpacing.ALONE))
                .containsExactly(new Slot(0, NOW), new Slot(1, NOW));
        assertThat(pace.untilNext(SlotSpacing.ALONE)).isEqualTo(50_000);
        assertThat(pace.allocate(10, false, uncertain(0), SlotSpacing.ALONE))
                .as("beyond the horizon")
                .isEmpty();
    }

    @Test
    void allocatesNoMoreSlotsThanRequested() {
        SlotSchedule pace = SlotSchedule.of(null, 1000, NOW);
        assertThat(pace.allocate(0, false, uncertain(0), SlotSpacing.ALONE)).isEmpty();
        assertThat(pace.allocate(3, false, uncertain(0), SlotSpacing.ALONE)).hasSize(3);
        assertThat(pace.allocate(2, false, uncertain(0), SlotSpacing.ALONE))
                .extracting(Slot::call)
                .containsExactly(3L, 4L);
    }

    @Test
    void allocatesSlotsUpToTheHorizonInclusive() {
        SlotSchedule pace = SlotSchedule.of(null, 200, NOW);
        List<Slot> slots = pace.allocate(100, false, uncertain(0), SlotSpacing.ALONE);
        assertThat(slots)
                .extracting(Slot::at)
                .containsExactly(NOW, NOW, NOW + 5_000, NOW + 10_000, NOW + 15_000, NOW + 20_000, NOW + HORIZON);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "2.5, 1", "5, 4"})
    void windowHoldsNoMoreCallsThanTheRate(double rate, int earlier) {
        StoredText store = new StoredText(rate);
        for (int i = 0; i < earlier; i++) {
            store.at(NOW, pace -> pace.allocate(1, false, uncertain(0), SlotSpacing.ALONE));
            store.skipSpacing(NOW);
        }
        store.at(NOW, pace -> pace.allocate(1, false, uncertain(0), SlotSpacing.ALONE));
        store.skipSpacing(NOW);
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(SECOND + SLACK);
        assertThat(store.pace(NOW + SECOND + SLACK).untilNext(SlotSpacing.ALONE))
                .isZero();
        assertThat(store.pace(NOW + SECOND + SLACK - 1).untilNext(SlotSpacing.ALONE))
                .isEqualTo(1);
    }

    @Test
    void windowOfARateBelowOneIsLonger() {
        StoredText store = new StoredText(0.5);
        store.at(NOW, pace -> pace.allocate(1, false, uncertain(0), SlotSpacing.ALONE));
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(2 * SECOND + SLACK);
        assertThat(store.pace(NOW + SECOND).untilNext(SlotSpacing.ALONE)).isEqualTo(SECOND + SLACK);
    }

    @Test
    void uncertaintyCountsAsADelay() {
        StoredText store = new StoredText(1);
        store.at(NOW, pace -> pace.allocate(1, false, uncertain(7_000), SlotSpacing.ALONE));
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(SECOND + SLACK + 7_000);
    }

    @Test
    void coldCallMayArriveForFiveSecondsUntilItIsAnswered() {
        StoredText store = new StoredText(1);
        List<Slot> taken = new ArrayList<>();
        store.at(NOW, pace -> taken.addAll(pace.allocate(1, true, uncertain(0), SlotSpacing.ALONE)));
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(6 * SECOND + SLACK);
        store.at(NOW, pace -> pace.arrived(taken.get(0), NOW + 300_000));
        assertThat(store.pace(NOW).untilNext(SlotSpacing.ALONE)).isEqualTo(SECOND + SLACK + 300_000);
    }

    @Test
    void slightlyMissedSlotIsMadeUpFor() {
        StoredText store = new StoredText(20);
        store.at(NOW, pace -> pace.allocate(2, false, uncertain(0), SlotSpacing.ALONE));
        store.at(
                NOW + 60_000,
                pace -> assertThat(pace.allocate(1, false, uncertain(0), SlotSpacing.ALONE))
                        .containsExactly(new Slot(2, NOW + 60_000)));
        assertThat(store.pace(NOW + 60_000).untilNext(SlotSpacing.ALONE))
                .as("50 ms after the slot's moment")
                .isEqualTo(40_000);
        store.at(NOW + 500_000, pace -> pace.allocate(1, false, uncertain(0), SlotSpacing.ALONE));
        assertThat(store.pace(NOW + 500_000).untilNext(SlotSpacing.ALONE))
                .as("one at most")
                .isZero();
        store.at(NOW + 500_000, pace -> pace.allocate(1, false, uncertain(0), SlotSpacing.ALONE));
        assertThat(store.pace(NOW + 500_000).untilNext(SlotSpacing.ALONE)).isEqualTo(50_000);
    }

    @Test
    void readingChangesNothingAndEachEventDoes() {
        String stored = SlotSchedule.of(null, 5, NOW).text();
        SlotSchedule looked = SlotSchedule.of(stored, 5, NOW);
        looked.untilNext(SlotSpacing.ALONE);
        looked.rate();
        assertThat(looked.text()).isNull();
        SlotSchedule taken = SlotSchedule.of(stored, 5, NOW);
        Slot slot = taken.allocate(1, false, uncertain(0), SlotSpacing.ALONE).get(0);
        assertThat(taken.text()).isNotNull();
        SlotSchedule arrived = SlotSchedule.of(taken.text(), 5, NOW);
        arrived.arrived(slot, NOW);
        assertThat(arrived.text()).isNotNull();
        SlotSchedule passed = SlotSchedule.of(stored, 5, NOW);
        passed.passed(NOW);
        assertThat(passed.text()).isNotNull();
        SlotSchedule refused = SlotSchedule.of(stored, 5, NOW);
        refused.refused(NOW, 0, null);
        assertThat(refused.text()).isNotNull();
    }

    @Test
    void clockThatWasSetBackDiscardsTimesButNotNumbers() {
        StoredText store = new StoredText(1);
        store.at(NOW, pace -> pace.refused(NOW, 0, null));
        store.at(NOW + SECOND, pace -> pace.allocate(1, true, uncertain(0), SlotSpacing.ALONE));
        SlotSchedule near = store.pace(NOW);
        assertThat(near.untilNext(SlotSpacing.ALONE))
                .as("a second is within the doubt")
                .isGreaterThan(6 * SECOND);
        SlotSchedule back = store.pace(NOW - 1);
        assertThat(back.untilNext(SlotSpacing.ALONE)).isZero();
        assertThat(back.rate()).isEqualTo(1);
        assertThat(back.allocate(1, false, uncertain(0), SlotSpacing.ALONE)).containsExactly(new Slot(1, NOW - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"calls\":[1",
                "{\"calls\":[]}",
                "{\"rates\":{}}",
                "[]",
                "{\"calls\":[1,null,3],\"rates\":{}}",
                "{\"calls\":[],\"rates\":{\"fast\":1}}",
                "{\"calls\":[],\"rates\":{\"-1.0\":1700000000000000}}",
                "{\"calls\":[],\"rates\":{\"NaN\":1700000000000000}}",
                "{\"calls\":[],\"rates\":{\"5.0\":null}}"
            })
    void damagedTextIsIgnored(String text) {
        SlotSchedule pace = SlotSchedule.of(text, 5, NOW);
        assertThat(pace.rate()).isEqualTo(5);
        assertThat(pace.allocate(1, false, uncertain(0), SlotSpacing.ALONE)).containsExactly(new Slot(0, NOW));
        assertThat(SlotSchedule.of(pace.text(), 5, NOW).allocate(1, false, uncertain(0), SlotSpacing.ALONE))
                .hasSize(1);
    }

    @Test
    void storedTextIsReadWithoutLoss() {
        StoredText store = new StoredText(3);
        store.at(NOW, pace -> pace.allocate(1, true, uncertain(0), SlotSpacing.ALONE));
        store.at(NOW + 20, pace -> pace.allocate(1, false, uncertain(400), SlotSpacing.ALONE));
        store.skipSpacing(NOW + 30);
        store.at(NOW + 30, pace -> pace.allocate(1, false, uncertain(9), SlotSpacing.ALONE));
        String text = store.text;
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
    void callsOutsideOfAllWindowsAreDiscarded() {
        StoredText store = new StoredText(2);
        store.at(NOW, pace -> pace.allocate(1, false, uncertain(10), SlotSpacing.ALONE));
        long window = SECOND + SLACK;
        assertThat(callsKept(store.pace(NOW + window + 9))).isEqualTo("[0," + NOW + ",10]");
        assertThat(callsKept(store.pace(NOW + window + 10))).isEqualTo("[]");
    }

    private static String callsKept(SlotSchedule pace) {
        pace.refused(NOW - 10, 0, null);
        String text = String.valueOf(pace.text());
        int from = text.indexOf("\"calls\":") + "\"calls\":".length();
        return text.substring(from, text.indexOf(']', from) + 1);
    }
}
