package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalPacerTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** The rate after the first cut from 40 if no call was accepted. */
    private static final double CUT_FROM_40 = 3.92;

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();

    @ParameterizedTest
    @ValueSource(doubles = {1, 2.5, 5, 20, 99.9, 1000})
    void noSlidingSecondHoldsMoreThanTheRate(double rate) throws HaltedException {
        Random random = new Random(7);
        LocalPacer pacer = pacer(rate);
        List<Long> departures = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            if (random.nextInt(50) == 0) {
                time.advance(Duration.ofMillis(random.nextInt(2000)));
            }
            departures.add(pacer.acquire(false).departure());
        }
        assertThat(mostInASecond(departures)).isLessThanOrEqualTo((int) rate);
    }

    @Test
    void countsACallFromItsLatestPossibleArrival() throws HaltedException {
        LocalPacer pacer = pacer(2);
        for (int i = 0; i < 30; i++) {
            Pacer.Permit quick = pacer.acquire(false);
            time.advance(Duration.ofMillis(10));
            pacer.answered(quick);
            pacer.passed(quick, time.nanos() - quick.departure(), true);
        }
        time.advance(Duration.ofSeconds(5));
        Pacer.Permit slow = pacer.acquire(false);
        time.advance(Duration.ofMillis(60));
        pacer.answered(slow);
        pacer.acquire(false);
        long third = pacer.acquire(false).departure();
        assertThat(third - slow.departure())
                .isGreaterThanOrEqualTo(SECOND + Duration.ofMillis(50).toNanos());
    }

    @Test
    void usesTheRateItIsGiven() throws HaltedException {
        LocalPacer pacer = pacer(20);
        long start = answeredAfter(pacer, Duration.ZERO);
        long last = start;
        for (int i = 0; i < 1000; i++) {
            last = answeredAfter(pacer, Duration.ZERO);
        }
        assertThat(1000.0 / 20 / ((double) (last - start) / SECOND)).isBetween(0.98, 1.0);
    }

    @Test
    void theFirstCallsCountFromTheirAnswers() throws HaltedException {
        LocalPacer pacer = pacer(1);
        long token = answeredAfter(pacer, Duration.ofMillis(700));
        long list = answeredAfter(pacer, Duration.ofMillis(300));
        long mkdir = answeredAfter(pacer, Duration.ofMillis(20));
        assertThat(list - token)
                .isGreaterThanOrEqualTo(SECOND + Duration.ofMillis(700).toNanos());
        assertThat(mkdir - list)
                .isGreaterThanOrEqualTo(SECOND + Duration.ofMillis(300).toNanos());
    }

    @Test
    void aFirstCallThatIsNeverAnsweredDoesNotDelayTheOthers() throws HaltedException {
        LocalPacer pacer = pacer(1);
        long first = pacer.acquire(false).departure();
        assertThat(pacer.acquire(false).departure() - first).isLessThan(7 * SECOND);
    }

    /** The departure of a call that is answered after the given time. */
    private long answeredAfter(LocalPacer pacer, Duration roundTrip) throws HaltedException {
        Pacer.Permit permit = pacer.acquire(false);
        time.advance(roundTrip);
        pacer.answered(permit);
        return permit.departure();
    }

    @Test
    void secondRefusalInARowLowersTheRateAndDelaysAllCalls() throws HaltedException {
        LocalPacer pacer = pacer(40);
        Pacer.Permit permit = pacer.acquire(false);
        pacer.throttled(permit, null);
        assertThat(pacer.rate()).as("one refusal may be noise").isEqualTo(40);
        pacer.throttled(permit, Duration.ofSeconds(3));
        double slower = pacer.rate();
        pacer.throttled(permit, null);
        pacer.throttled(permit, null);
        assertThat(pacer.rate())
                .as("further answers to one burst change nothing")
                .isEqualTo(slower)
                .isLessThan(40);
        assertThat(pacer.acquire(false).departure() - permit.departure()).isGreaterThanOrEqualTo(3 * SECOND);
    }

    @Test
    void raisesTheRateUpToTheConfiguredOne() throws HaltedException {
        LocalPacer pacer = pacer(40);
        cut(pacer);
        for (int i = 0; i < 2000; i++) {
            pacer.passed(pacer.acquire(false), 0, true);
        }
        assertThat(pacer.rate()).isEqualTo(40.0);
        assertThat(memory().load()).as("nothing to remember").isEmpty();
    }

    @Test
    void beginsWithTheRateThatWasFoundOfLate() {
        memory().save(7.5);
        assertThat(pacer(40).rate()).isEqualTo(7.5);
        assertThat(pacer(5).rate()).as("never above what is configured").isEqualTo(5.0);
        time.advance(Duration.ofHours(25));
        assertThat(pacer(40).rate()).isEqualTo(40.0);
    }

    @Test
    void continuedRefusalsDoubleTheDelay() throws HaltedException {
        LocalPacer pacer = pacer(10);
        long start = time.nanos();
        for (int i = 0; i < 20; i++) {
            pacer.throttled(pacer.acquire(false), null);
        }
        assertThat(time.nanos() - start).isGreaterThan(60 * SECOND);
        assertThat(pacer.rate()).isPositive();
    }

    @Test
    void rateBelowOneSpacesCallsBySeconds() throws HaltedException {
        LocalPacer pacer = pacer(0.5);
        long first = pacer.acquire(false).departure();
        assertThat(pacer.acquire(false).departure() - first).isGreaterThanOrEqualTo(2 * SECOND);
    }

    @Test
    void aHaltPermitsOnlyCallsThatSettle() throws HaltedException {
        LocalPacer pacer = pacer(5);
        pacer.halt();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> pacer.acquire(false)).isInstanceOf(HaltedException.class);
        }
        long halted = time.nanos();
        assertThat(pacer.acquire(true).departure() - halted)
                .as("calls that are not sent use no permits")
                .isLessThan(SECOND);
    }

    @Test
    void aHaltEndsAHoldExceptAShortOneForCallsThatSettle() throws HaltedException {
        LocalPacer pacer = pacer(40);
        Pacer.Permit permit = pacer.acquire(false);
        pacer.throttled(permit, Duration.ofSeconds(25));
        time.after(Duration.ofSeconds(1), pacer::halt);
        long held = time.nanos();
        assertThatThrownBy(() -> pacer.acquire(false)).isInstanceOf(HaltedException.class);
        assertThatThrownBy(() -> pacer.acquire(true)).isInstanceOf(HaltedException.class);
        assertThat(time.nanos() - held).isLessThan(2 * SECOND);
        time.advance(Duration.ofSeconds(22));
        assertThat(pacer.acquire(true).departure()).isEqualTo(permit.departure() + 25 * SECOND);
    }

    @Test
    void retryAfterDelaysCallsExactlyThatLong() throws HaltedException {
        LocalPacer pacer = pacer(40);
        Pacer.Permit permit = pacer.acquire(false);
        time.advance(Duration.ofMillis(5));
        long refused = time.nanos();
        pacer.throttled(permit, Duration.ofSeconds(3));
        pacer.throttled(permit, Duration.ofSeconds(1));
        assertThat(pacer.acquire(false).departure()).isEqualTo(refused + 3 * SECOND);
    }

    @Test
    void laterRetryAfterOfTheSameBurstLengthensTheHold() throws HaltedException {
        LocalPacer pacer = pacer(40);
        Pacer.Permit permit = pacer.acquire(false);
        pacer.throttled(permit, Duration.ofSeconds(1));
        pacer.throttled(permit, Duration.ofSeconds(2));
        assertThat(pacer.acquire(false).departure()).isEqualTo(permit.departure() + 2 * SECOND);
    }

    @Test
    void cutHoldsAllBackForTheAdaptiveHold() throws HaltedException {
        LocalPacer pacer = pacer(40);
        Pacer.Permit permit = cut(pacer);
        time.advance(Duration.ofMillis(400));
        pacer.throttled(permit, null);
        assertThat(pacer.acquire(false).departure())
                .as("a later refusal of one burst starts no hold")
                .isEqualTo(permit.departure() + SECOND / 2);
    }

    @Test
    void holdDelaysCallsAndLeavesTheRate() throws HaltedException {
        LocalPacer pacer = pacer(40);
        Pacer.Permit permit = pacer.acquire(false);
        for (int i = 0; i < 10; i++) {
            pacer.hold(Duration.ofSeconds(5));
        }
        pacer.hold(Duration.ofSeconds(1));
        assertThat(pacer.acquire(false).departure()).isEqualTo(permit.departure() + 5 * SECOND);
        assertThat(pacer.rate()).isEqualTo(40);
    }

    @Test
    void retryAfterInThePastDelaysNothing() throws HaltedException {
        LocalPacer pacer = pacer(40);
        Pacer.Permit permit = pacer.acquire(false);
        pacer.throttled(permit, Duration.ofSeconds(-9));
        assertThat(pacer.acquire(false).departure() - permit.departure()).isLessThan(SECOND / 2);
    }

    @Test
    void nextRunBeginsWithTheRateBeforeATrial() throws HaltedException {
        LocalPacer pacer = pacer(40);
        cut(pacer);
        assertThat(pacer.rate()).isEqualTo(CUT_FROM_40);
        assertThat(memory().load()).hasValue(CUT_FROM_40);
        for (int i = 0; i < 21; i++) {
            pacer.passed(pacer.acquire(false), 0, true);
        }
        assertThat(pacer.rate()).isGreaterThan(CUT_FROM_40);
        assertThat(memory().load()).hasValue(CUT_FROM_40);
    }

    @Test
    void newRateSpacesTheCallsThatFollow() throws HaltedException {
        LocalPacer pacer = pacer(40);
        cut(pacer);
        long first = pacer.acquire(false).departure();
        long last = first;
        for (int i = 0; i < 8; i++) {
            last = pacer.acquire(false).departure();
        }
        double interval = SECOND / CUT_FROM_40;
        assertThat((double) last - first).isBetween(7 * interval, 8 * interval);
    }

    @Test
    void callsInFlightAreLimited() throws HaltedException {
        LocalPacer pacer = new LocalPacer(1_000, 2, memory(), time);
        Pacer.Permit first = pacer.acquire(false);
        pacer.acquire(false);
        time.after(Duration.ofMillis(700), () -> pacer.answered(first));
        assertThat(pacer.acquire(false).departure() - first.departure())
                .isGreaterThanOrEqualTo(Duration.ofMillis(700).toNanos());
    }

    /** The first second may be full immediately, so the windows alone would let all calls leave together. */
    @Test
    void callsAreSpacedEvenly() throws HaltedException {
        LocalPacer pacer = pacer(10);
        long first = pacer.acquire(false).departure();
        for (int i = 1; i <= 5; i++) {
            assertThat(pacer.acquire(false).departure() - first).isEqualTo(i * SECOND / 10);
        }
    }

    @Test
    void permitsAreNumberedAndLeaveNow() throws HaltedException {
        LocalPacer pacer = pacer(10);
        for (long call = 0; call < 3; call++) {
            Pacer.Permit permit = pacer.acquire(false);
            assertThat(permit)
                    .isEqualTo(
                            new Pacer.Permit(call, time.nanos(), time.nanos(), new Pacer.Flight(null, (int) call, 0)));
        }
    }

    @Test
    void pauseTakesItsTimeAndEndsWithAHalt() throws HaltedException {
        LocalPacer pacer = pacer(10);
        long start = time.nanos();
        pacer.pause(Duration.ofMillis(1_234));
        assertThat(time.nanos() - start).isEqualTo(Duration.ofMillis(1_234).toNanos());
        time.after(Duration.ofSeconds(1), pacer::halt);
        assertThatThrownBy(() -> pacer.pause(Duration.ofSeconds(60))).isInstanceOf(HaltedException.class);
        assertThat(time.nanos() - start).isLessThan(3 * SECOND);
    }

    @Test
    void haltRefusesAWaitingCallAndAdmitsTheNext() throws HaltedException {
        LocalPacer pacer = pacer(1);
        pacer.acquire(false);
        time.after(Duration.ofMillis(500), pacer::halt);
        assertThat(pacer.isHalted()).isFalse();
        assertThatThrownBy(() -> pacer.acquire(false)).isInstanceOf(HaltedException.class);
        assertThat(pacer.isHalted()).isTrue();
        assertThat(pacer.acquire(true).call()).isEqualTo(1);
    }

    /** Two refusals in a row. */
    private static Pacer.Permit cut(LocalPacer pacer) throws HaltedException {
        Pacer.Permit permit = pacer.acquire(false);
        pacer.answered(permit);
        pacer.throttled(permit, null);
        pacer.throttled(permit, null);
        return permit;
    }

    private LocalPacer pacer(double rate) {
        return new LocalPacer(rate, Integer.MAX_VALUE, memory(), time);
    }

    private RateStore memory() {
        return new RateStore(home.resolve("pace.json"), time);
    }

    private static int mostInASecond(List<Long> departures) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < departures.size(); to++) {
            while (departures.get(to) - departures.get(from) >= SECOND) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
