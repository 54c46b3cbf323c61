package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AdaptiveRateTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = 1_000 * SECOND;
    private static final Offset<Double> EXACT = within(1e-9);

    /** The departure of the last call. */
    private long now = START;

    @ParameterizedTest
    @CsvSource({
        "40, , 40, false",
        "40, 7.5, 7.5, true",
        "40, 40, 40, false",
        "40, 41, 40, false",
        "40, 0.01, 0.1, true",
        "0.05, 0.01, 0.05, true"
    })
    void beginsWithTheFoundRateBetweenTheFloorAndTheAllowedRate(
            double allowed, @Nullable Double found, double rate, boolean limited) {
        AdaptiveRate adaptive =
                new AdaptiveRate(allowed, found == null ? OptionalDouble.empty() : OptionalDouble.of(found));
        assertThat(adaptive.rate()).isEqualTo(rate);
        assertThat(adaptive.isLimited()).isEqualTo(limited);
        assertThat(adaptive.hold()).isZero();
    }

    /** The first refusal: 98 % of the calls of the last second, at least 10 % and at most 97 % of the rate. */
    @ParameterizedTest
    @CsvSource({
        "40, 0, 4",
        "40, 4, 4",
        "40, 5, 4.9",
        "40, 20, 19.6",
        "40, 39, 38.22",
        "40, 40, 38.8",
        "5, 1, 0.98",
        "1.01, 0, 0.101"
    })
    void firstRefusalCutsToWhatPassedWithinTheSecondBefore(double allowed, int passed, double rate) {
        AdaptiveRate adaptive = unlimited(allowed);
        passes(adaptive, passed, SECOND / 100);
        assertThat(adaptive.refused(now, now)).isTrue();
        assertThat(adaptive.rate()).isEqualTo(rate, EXACT);
        assertThat(adaptive.isLimited()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "0.6, 0.3", "0.15, 0.1", "0.08, 0.08"})
    void refusalAtOneCallASecondOrLessHalvesDownToTheFloor(double allowed, double rate) {
        AdaptiveRate adaptive = unlimited(allowed);
        adaptive.refused(now, now);
        assertThat(adaptive.rate()).isEqualTo(rate, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.98", "999999999, 0.98", "1000000000, 0.5"})
    void measurementCountsCallsLessThanASecondOlderThanTheRefusedOne(long age, double rate) {
        AdaptiveRate adaptive = unlimited(5);
        adaptive.passed(START);
        adaptive.refused(START + age, START + age);
        assertThat(adaptive.rate()).isEqualTo(rate, EXACT);
    }

    @Test
    void measurementLeavesOutCallsThatLeftAfterTheRefusedOne() {
        AdaptiveRate adaptive = unlimited(5);
        adaptive.passed(START);
        adaptive.passed(START + 10);
        adaptive.passed(START + SECOND);
        adaptive.refused(START + 9, START + SECOND);
        assertThat(adaptive.rate()).isEqualTo(0.98, EXACT);
    }

    @Test
    void departuresAreForgottenOnceTheyAreOlderThanASecond() {
        AdaptiveRate adaptive = unlimited(5);
        adaptive.passed(START);
        adaptive.passed(START + SECOND);
        assertThat(state(adaptive).path("passed"))
                .extracting(JsonNode::longValue)
                .containsExactly(START, SECOND);
        adaptive.passed(START + SECOND + 1);
        assertThat(state(adaptive).path("passed"))
                .extracting(JsonNode::longValue)
                .containsExactly(START + SECOND, 1L);
    }

    @Test
    void refusalsOfCallsThatLeftBeforeTheCutChangeNothing() {
        AdaptiveRate adaptive = unlimited(40);
        adaptive.refused(START, START + 100);
        JsonNode state = state(adaptive);
        assertThat(adaptive.refused(START + 99, START + 200)).isFalse();
        assertThat(adaptive.refused(START + 100, START + 200)).isFalse();
        assertThat(state(adaptive)).isEqualTo(state);
        assertThat(adaptive.refused(START + 101, START + 200)).isTrue();
        assertThat(adaptive.rate()).isLessThan(4);
    }

    /**
     * After a first cut to 4: fewer calls than 97 % of the rate are a count; otherwise the mean since the cut is used.
     */
    @ParameterizedTest
    @CsvSource({"0, 2, 0.5, 2", "0, 3, 0.5, 2.94", "0, 4, 0.5, 3.88", "3, 4, 2, 3.5", "0, 4, 2, 3.4", "0, 4, 0.9, 3.88"
    })
    void laterRefusalCutsToTheMeasuredRate(int early, int late, double secondsSinceCut, double rate) {
        AdaptiveRate adaptive = unlimited(40);
        adaptive.refused(now, now);
        assertThat(adaptive.rate()).isEqualTo(4, EXACT);
        long cutAt = now;
        long end = cutAt + (long) (secondsSinceCut * SECOND);
        now = cutAt + 1;
        passes(adaptive, early, 1);
        now = end - 10;
        passes(adaptive, late, 1);
        adaptive.refused(end, end);
        assertThat(adaptive.rate()).isEqualTo(rate, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"40, 20, 102040816", "40, 4, 500000000", "5, 1, 500000000"})
    void holdIsRoomForTwoCallsAndHalfASecondAtMost(double allowed, int passed, long nanos) {
        AdaptiveRate adaptive = unlimited(allowed);
        passes(adaptive, passed, SECOND / 100);
        adaptive.refused(now, now);
        assertThat(adaptive.hold()).isEqualTo(Duration.ofNanos(nanos));
    }

    @Test
    void holdDoublesWhileNoCallPassesAndStartsAnewAfterOneThatDoes() {
        AdaptiveRate adaptive = unlimited(40);
        int[] millis = {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000};
        for (int expected : millis) {
            now += SECOND;
            assertThat(adaptive.refused(now, now)).isTrue();
            assertThat(adaptive.hold()).isEqualTo(Duration.ofMillis(expected));
        }
        assertThat(state(adaptive).path("barrenCuts").longValue()).isEqualTo(6);
        assertThat(adaptive.rate()).isEqualTo(0.1, EXACT);
        adaptive.passed(now + 1);
        adaptive.refused(now + 2, now + 2);
        assertThat(adaptive.hold()).isEqualTo(Duration.ofMillis(500));
        adaptive.refused(now + 3, now + 3);
        assertThat(adaptive.hold()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void raisesAfterTwentySecondsOfCallsAndThenFasterUpToTheAllowedRate() {
        AdaptiveRate adaptive = limited(40, 10);
        int[] calls = {200, 41, 43, 47, 55, 71, 103};
        double[] rates = {10.25, 10.75, 11.75, 13.75, 17.75, 25.75, 40};
        for (int i = 0; i < calls.length; i++) {
            assertThat(adaptive.isLimited()).isTrue();
            assertThat(callsToRaise(adaptive)).isEqualTo(calls[i]);
            assertThat(adaptive.rate()).isEqualTo(rates[i], EXACT);
        }
        assertThat(adaptive.isLimited()).isFalse();
        for (int i = 0; i < 1_000; i++) {
            assertThat(adaptive.passed(now += SECOND)).isFalse();
        }
        assertThat(adaptive.rate()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({"20, 20.4", "10, 10.25", "0.5, 0.625"})
    void firstStepIsTwoPercentOrAQuarterOfACall(double found, double raised) {
        AdaptiveRate adaptive = limited(40, found);
        callsToRaise(adaptive);
        assertThat(adaptive.rate()).isEqualTo(raised, EXACT);
    }

    @Test
    void refusedRaiseGoesBackToTheRateBefore() {
        AdaptiveRate adaptive = limited(40, 10);
        for (int i = 0; i < 6; i++) {
            callsToRaise(adaptive);
        }
        assertThat(adaptive.rate()).isEqualTo(25.75, EXACT);
        refuse(adaptive);
        assertThat(adaptive.rate()).isEqualTo(17.75, EXACT);
        assertThat(state(adaptive).path("step").doubleValue())
                .as("the smallest step again")
                .isEqualTo(0.02 * 17.75, EXACT);
    }

    @Test
    void refusedSmallRaiseStillCutsByThreePercent() {
        AdaptiveRate adaptive = limited(40, 10);
        callsToRaise(adaptive);
        refuse(adaptive);
        assertThat(adaptive.rate()).isEqualTo(10.25 * 0.97, EXACT);
    }

    @Test
    void patienceDoublesWithEachRefusedRaiseUpToItsBound() {
        AdaptiveRate adaptive = limited(40, 1);
        for (int patience : new int[] {20, 40, 80, 160, 320, 320}) {
            assertThat(callsToRaise(adaptive)).isEqualTo(patience);
            assertThat(adaptive.rate()).isEqualTo(1.25, EXACT);
            refuse(adaptive);
            assertThat(adaptive.rate()).isEqualTo(1, EXACT);
        }
    }

    @Test
    void patienceStartsAnewAfterARefusalThatFollowedNoRaise() {
        AdaptiveRate adaptive = limited(40, 4);
        callsToRaise(adaptive);
        refuse(adaptive);
        assertThat(state(adaptive).path("patience").doubleValue()).isEqualTo(40);
        refuse(adaptive);
        assertThat(state(adaptive).path("patience").doubleValue()).isEqualTo(20);
        assertThat(state(adaptive).path("nextPatience").doubleValue()).isEqualTo(20);
        assertThat(callsToRaise(adaptive)).isEqualTo((int) Math.ceil(rateBeforeRaise(adaptive) * 20));
    }

    @Test
    void callsOfTheSameBurstThatPassedAfterAllRaiseTheMeasuredRate() {
        AdaptiveRate adaptive = refusedAfterACut();
        assertThat(adaptive.passed(START - SECOND)).as("a second before").isFalse();
        assertThat(adaptive.passed(START + 1)).as("after the refused call").isFalse();
        assertThat(adaptive.passed(START + 100)).as("at the cut").isFalse();
        assertThat(state(adaptive).path("passedSinceCut").longValue()).isZero();
        assertThat(adaptive.rate()).isEqualTo(4, EXACT);
        assertThat(adaptive.passed(START - SECOND + 1)).isTrue();
        assertThat(adaptive.rate()).isEqualTo(4.98, EXACT);
        assertThat(adaptive.passed(START)).isTrue();
        assertThat(adaptive.rate()).isEqualTo(5.96, EXACT);
    }

    @Test
    void callsThatPassedAfterAllNeverRaiseAboveTheLeastCut() {
        AdaptiveRate adaptive = refusedAfterACut();
        for (int i = 0; i < 60; i++) {
            assertThat(adaptive.passed(START - i)).isTrue();
        }
        assertThat(adaptive.rate()).isEqualTo(38.8, EXACT);
    }

    @Test
    void callsThatPassedAfterAllCountOnlyBeforeTheFirstCallAtTheNewRate() {
        AdaptiveRate adaptive = refusedAfterACut();
        assertThat(adaptive.passed(START + 101)).isFalse();
        assertThat(state(adaptive).path("passedSinceCut").longValue()).isEqualTo(1);
        assertThat(adaptive.passed(START)).isFalse();
        assertThat(adaptive.rate()).isEqualTo(4, EXACT);
    }

    @Test
    void callsThatPassedAfterAllDoNotCountWhereTheServerSavesPermits() {
        AdaptiveRate adaptive = unlimited(40);
        adaptive.refused(now, now);
        passes(adaptive, 4, 1);
        adaptive.refused(now, now);
        assertThat(state(adaptive).path("counted").booleanValue()).isFalse();
        assertThat(adaptive.passed(now)).isFalse();
        assertThat(adaptive.rate()).isEqualTo(3.88, EXACT);
    }

    @Test
    void goesOnInAnotherProcessWithAllThatWasKept() {
        AdaptiveRate one = limited(40, 2);
        callsToRaise(one);
        refuse(one);
        refuse(one);
        passes(one, 3, SECOND / 10);
        AdaptiveRate other = resumed(40, state(one));
        assertThat(state(other)).isEqualTo(state(one));
        assertThat(other.hold()).isEqualTo(one.hold()).isPositive();
        assertThat(other.isLimited()).isTrue();
        assertThat(callsToRaise(other)).isEqualTo((int) Math.ceil(rateBeforeRaise(other) * 20) - 3);
    }

    @Test
    void everyValueIsTakenOver() {
        JsonNode kept = JSON.readTree("""
                {"rate": 3.0, "limited": true, "step": 1.5, "patience": 17.0, "nextPatience": 80.0, "raised": true,
                 "before": 2.0, "everCut": true, "cutAt": 11, "refusedAt": 7, "mostAfterCut": 3.5, "counted": true,
                 "passedSinceCut": 5, "passedSinceChange": 4, "barrenCuts": 2, "hold": 9, "passed": [100, 5, 0]}""");
        assertThat(JSON.readTree(JSON.writeValueAsString(resumed(40, kept)))).isEqualTo(kept);
        AdaptiveRate lower = resumed(2, kept);
        assertThat(lower.rate()).isEqualTo(2);
        assertThat(lower.isLimited()).isFalse();
        JsonNode unlimited = state(new AdaptiveRate(5, OptionalDouble.empty()));
        assertThat(resumed(9, unlimited).rate())
                .as("what was allowed is no limit")
                .isEqualTo(9);
    }

    private static JsonNode state(AdaptiveRate adaptive) {
        return JSON.readTree(JSON.writeValueAsString(adaptive));
    }

    private static AdaptiveRate resumed(double allowed, JsonNode state) {
        return JSON.treeToValue(state, AdaptiveRate.class).within(allowed);
    }

    private static AdaptiveRate unlimited(double allowed) {
        return new AdaptiveRate(allowed, OptionalDouble.empty());
    }

    private static AdaptiveRate limited(double allowed, double found) {
        return new AdaptiveRate(allowed, OptionalDouble.of(found));
    }

    /** A rate of 4, since a call that left at {@link #START} was refused 100 ns later. */
    private static AdaptiveRate refusedAfterACut() {
        AdaptiveRate adaptive = unlimited(40);
        adaptive.refused(START, START + 100);
        return adaptive;
    }

    private void passes(AdaptiveRate adaptive, int calls, long apart) {
        for (int i = 0; i < calls; i++) {
            now += apart;
            adaptive.passed(now);
        }
    }

    /** A refusal two seconds later, so that no call was let through within the second before. */
    private void refuse(AdaptiveRate adaptive) {
        now += 2 * SECOND;
        assertThat(adaptive.refused(now, now)).isTrue();
    }

    private int callsToRaise(AdaptiveRate adaptive) {
        int calls = 1;
        now += SECOND;
        while (!adaptive.passed(now)) {
            calls++;
            now += SECOND;
            assertThat(calls).isLessThan(10_000);
        }
        return calls;
    }

    private static double rateBeforeRaise(AdaptiveRate adaptive) {
        return state(adaptive).path("before").doubleValue();
    }
}
