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
    /** What a cut leaves if 8 calls were accepted in the second before: a little less than they. */
    private static final double CUT_FROM_8 = 7.84;

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

    @Test
    void isolatedRefusalChangesNothing() {
        AdaptiveRate adaptive = unlimited(20);
        for (int i = 0; i < 20; i++) {
            passes(adaptive, 50);
            assertThat(refused(adaptive, 0)).isFalse();
        }
        assertThat(adaptive.rate()).isEqualTo(20);
        assertThat(adaptive.isLimited()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"8, 0, 7.84", "6, 2, 7.84", "0, 0, 3.92", "40, 5, 38.8"})
    void twoRefusalsInARowCutToWhatTheSecondBeforeLetThroughOrMayYet(int passed, int unanswered, double rate) {
        AdaptiveRate adaptive = unlimited(40);
        for (int i = 0; i < passed; i++) {
            adaptive.passed(++now);
        }
        assertThat(refused(adaptive, unanswered)).isFalse();
        assertThat(refused(adaptive, unanswered)).isTrue();
        assertThat(adaptive.rate()).isEqualTo(rate, EXACT);
        assertThat(adaptive.isLimited()).isTrue();
        assertThat(adaptive.hold()).isEqualTo(Duration.ofNanos((long) Math.min(SECOND / 2.0, 2 * SECOND / rate)));
    }

    @Test
    void callsSentBeforeTheCutAreIgnored() {
        AdaptiveRate adaptive = cutTo8();
        double rate = adaptive.rate();
        for (int i = 0; i < 10; i++) {
            assertThat(adaptive.refused(START, now, 0)).isFalse();
        }
        for (int i = 0; i < 200; i++) {
            assertThat(adaptive.passed(START)).isFalse();
        }
        assertThat(adaptive.rate()).isEqualTo(rate);
    }

    @Test
    void rateIsRaisedOnTrialAndBackAtTheFirstRefusal() {
        AdaptiveRate adaptive = cutTo8();
        assertThat(secondsToChange(adaptive)).isEqualTo(5, within(0.3));
        assertThat(adaptive.rate()).isEqualTo(CUT_FROM_8 * 1.12, EXACT);
        assertThat(refused(adaptive, 0)).isTrue();
        assertThat(adaptive.rate()).isEqualTo(CUT_FROM_8, EXACT);
        assertThat(adaptive.hold()).isZero();
        assertThat(secondsToChange(adaptive)).as("rarer").isEqualTo(8, within(0.3));
    }

    @Test
    void trialsThatSucceedGrowUpToTheAllowedRate() {
        AdaptiveRate adaptive = cutTo8();
        secondsToChange(adaptive);
        double before = adaptive.rate();
        assertThat(secondsToChange(adaptive)).isEqualTo(1, within(0.3));
        assertThat(adaptive.rate()).isEqualTo(before * 1.24, EXACT);
        while (adaptive.isLimited()) {
            assertThat(secondsToChange(adaptive)).isLessThan(1.3);
        }
        assertThat(adaptive.rate()).isEqualTo(40);
    }

    @Test
    void seriesOfTrialsThatIsRefusedTwiceGoesBackToItsBeginning() {
        AdaptiveRate adaptive = cutTo8();
        secondsToChange(adaptive);
        double first = adaptive.rate();
        secondsToChange(adaptive);
        refused(adaptive, 0);
        assertThat(adaptive.rate()).isEqualTo(first, EXACT);
        refused(adaptive, 0);
        assertThat(adaptive.rate()).isEqualTo(CUT_FROM_8, EXACT);
    }

    @Test
    void confirmedRateIsReachedAgainWithinSeconds() {
        AdaptiveRate adaptive = unlimited(20);
        passes(adaptive, 200);
        refused(adaptive, 0);
        refused(adaptive, 0);
        refused(adaptive, 0);
        refused(adaptive, 0);
        assertThat(adaptive.rate()).isLessThan(19);
        double seconds = 0;
        while (adaptive.isLimited()) {
            seconds += secondsToChange(adaptive);
        }
        assertThat(seconds).isLessThan(4);
        assertThat(adaptive.rate()).isEqualTo(20);
    }

    @Test
    void slightlyLowerLimitIsNoticedAfterALongTimeWithoutRefusals() {
        AdaptiveRate adaptive = unlimited(20);
        passes(adaptive, 36_000);
        int refused = 0;
        while (!adaptive.isLimited() && refused < 100) {
            passes(adaptive, 19);
            refused(adaptive, 0);
            refused++;
        }
        assertThat(refused).isLessThan(20);
        assertThat(adaptive.rate()).isLessThan(19);
    }

    @Test
    void continuedRefusalsDoubleTheHold() {
        AdaptiveRate adaptive = unlimited(40);
        int[] millis = {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000};
        for (int expected : millis) {
            refused(adaptive, 0);
            refused(adaptive, 0);
            assertThat(adaptive.hold()).isEqualTo(Duration.ofMillis(expected));
        }
        assertThat(adaptive.rate()).isGreaterThanOrEqualTo(0.1);
    }

    /** One call in 15 is refused at more than 8.4 calls per second, none at 8.4 or less. */
    @Test
    void rateSlightlyAboveTheLimitIsFoundByALowerOne() {
        AdaptiveRate adaptive = limited(40, 9);
        for (int i = 0; i < 400; i++) {
            if (i % 15 == 14 && adaptive.rate() > 8.4) {
                refused(adaptive, 0);
            } else {
                passes(adaptive, 1);
            }
        }
        assertThat(adaptive.rate()).isLessThan(8.5);
    }

    @Test
    void noiseIsFoundByALowerRateThatIsRefusedAsOften() {
        AdaptiveRate adaptive = unlimited(20);
        int slow = 0;
        for (int i = 0; i < 2_000; i++) {
            if (i % 20 == 19) {
                refused(adaptive, 0);
            } else {
                passes(adaptive, 1);
            }
            slow += adaptive.rate() < 20 ? 1 : 0;
        }
        assertThat(slow).isBetween(1, 500);
        assertThat(adaptive.rate()).isEqualTo(20);
    }

    @Test
    void acquittalRestoresTheAllowedRate() {
        AdaptiveRate adaptive = cutTo8();
        assertThat(adaptive.clearLimit(now)).isTrue();
        assertThat(adaptive.rate()).isEqualTo(40);
        assertThat(adaptive.isLimited()).isFalse();
        assertThat(adaptive.hold()).isZero();
    }

    @Test
    void anotherProcessContinuesWithTheSameState() {
        AdaptiveRate one = cutTo8();
        for (int i = 0; i < 600; i++) {
            AdaptiveRate other = resumed(40, state(one));
            assertThat(state(other)).isEqualTo(state(one));
            one = other;
            if (i % 37 == 36) {
                refused(one, 0);
            } else {
                passes(one, 1);
            }
        }
        assertThat(resumed(2, state(one)).rate()).isEqualTo(2);
    }

    /** Their processes may share an account with this one during an upgrade. */
    @Test
    void delaysAreStoredUnderTheNamesOfEarlierVersions() {
        JsonNode stored = state(cutTo8());
        assertThat(stored.path("patience").asDouble()).isEqualTo(5);
        assertThat(stored.path("nextPatience").asDouble()).isEqualTo(5);
        assertThat(stored.path("hold").path("barrenCuts").asInt(-1)).isZero();
    }

    @Test
    void trialIsStoredAsEarlierVersionsStoredIt() {
        AdaptiveRate adaptive = cutTo8();
        secondsToChange(adaptive);
        JsonNode stored = state(adaptive);
        assertThat(stored.path("trial").asBoolean()).isTrue();
        assertThat(stored.path("before").asDouble()).isEqualTo(CUT_FROM_8, EXACT);
        assertThat(stored.path("step").asDouble()).isEqualTo(0.12);
        assertThat(stored.path("base").asDouble()).isEqualTo(CUT_FROM_8, EXACT);
        assertThat(stored.path("provisional").asBoolean(true)).isFalse();
        assertThat(stored.path("refusedInTrial").asInt(-1)).isZero();
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

    private AdaptiveRate cutTo8() {
        AdaptiveRate adaptive = unlimited(40);
        for (int i = 0; i < 8; i++) {
            adaptive.passed(++now);
        }
        refused(adaptive, 0);
        refused(adaptive, 0);
        assertThat(adaptive.rate()).isEqualTo(CUT_FROM_8, EXACT);
        return adaptive;
    }

    private void passes(AdaptiveRate adaptive, int calls) {
        for (int i = 0; i < calls; i++) {
            now += (long) (SECOND / adaptive.rate());
            adaptive.passed(now);
        }
    }

    private boolean refused(AdaptiveRate adaptive, int unanswered) {
        now += 1_000;
        return adaptive.refused(now, now, unanswered);
    }

    /** Accepts calls until the rate changes. */
    private double secondsToChange(AdaptiveRate adaptive) {
        long begin = now;
        for (int i = 0; i < 10_000; i++) {
            now += (long) (SECOND / adaptive.rate());
            if (adaptive.passed(now)) {
                return (double) (now - begin) / SECOND;
            }
        }
        throw new AssertionError("unchanged");
    }
}
