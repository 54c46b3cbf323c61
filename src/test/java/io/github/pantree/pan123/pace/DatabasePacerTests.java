package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pacers of several processes that share a store. */
final class DatabasePacerTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final TickingTime time = new TickingTime();
    private final Map<String, String> kept = new HashMap<>();
    private Duration clockSetBack = Duration.ZERO;

    private final SharedStore notes = new SharedStore() {
        @Override
        public void change(String name, Change change) {
            long micros = (time.nanos() - clockSetBack.toNanos()) / 1_000 + 1_000_000_000_000L;
            String changed = change.apply(kept.get(name), () -> micros);
            if (changed != null) {
                kept.put(name, changed);
            }
        }

        @Override
        public Optional<LockedText> lock(String name, BooleanSupplier givesUp) {
            return Optional.empty();
        }
    };

    @ParameterizedTest
    @ValueSource(doubles = {1, 2.5, 5, 20, 99.9, 400})
    void noSlidingSecondOfAllProcessesHoldsMoreThanTheRate(double rate) throws HaltedException {
        Random random = new Random(7);
        List<DatabasePacer> processes = List.of(pacer(rate), pacer(rate), pacer(rate));
        List<Long> arrivals = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            if (random.nextInt(50) == 0) {
                time.advance(Duration.ofMillis(random.nextInt(2000)));
            }
            DatabasePacer one = processes.get(random.nextInt(3));
            Pacer.Permit permit = one.acquire(false);
            boolean late = random.nextInt(20) == 0;
            time.advance(Duration.ofMillis(late ? random.nextInt(90) : 1));
            arrivals.add(time.nanos());
            one.answered(permit);
        }
        assertThat(mostInASecond(arrivals)).isLessThanOrEqualTo((int) rate);
    }

    @Test
    void usesTheRateThatAllAreGiven() throws HaltedException {
        List<DatabasePacer> processes = List.of(pacer(20), pacer(20), pacer(20));
        for (int i = 0; i < 12; i++) {
            answered(processes.get(i % 3));
        }
        long start = answered(processes.get(0));
        long last = start;
        for (int i = 1; i <= 200; i++) {
            last = answered(processes.get(i % 3));
        }
        assertThat(200.0 * SECOND / (last - start)).isGreaterThan(0.96 * 20);
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 400})
    void callsThatLeaveLateAndAreAnsweredMuchLaterDoNotAddUp(double rate) throws HaltedException {
        Random random = new Random(3);
        TimeSource sleepy = new TimeSource() {
            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public void sleep(Duration wait) {
                time.sleep(random.nextInt((int) rate / 2) == 0 ? wait.plusMillis(random.nextInt(19)) : wait);
            }
        };
        List<DatabasePacer> processes = List.of(
                new DatabasePacer(rate, Integer.MAX_VALUE, notes, "a", sleepy),
                new DatabasePacer(rate, Integer.MAX_VALUE, notes, "a", sleepy));
        for (int i = 0; i < 8; i++) {
            answered(processes.get(i % 2));
        }
        List<Long> departures = new ArrayList<>();
        for (int i = 0; i < 8000; i++) {
            departures.add(processes.get(i / 8 % 2).acquire(false).departure());
        }
        assertThat(mostInASecond(departures)).isLessThanOrEqualTo((int) rate);
        assertThat(7999.0 * SECOND / (departures.get(7999) - departures.get(0))).isGreaterThan(0.75 * rate);
    }

    @Test
    void aProcessThatStoodStillTakesItsSlotAnew() throws HaltedException {
        List<Duration> standstill = new ArrayList<>();
        AtomicInteger changes = new AtomicInteger();
        SharedStore counted = new SharedStore() {
            @Override
            public void change(String name, Change change) {
                changes.incrementAndGet();
                notes.change(name, change);
                standstill.forEach(time::advance);
                standstill.clear();
            }

            @Override
            public Optional<LockedText> lock(String name, BooleanSupplier givesUp) {
                return notes.lock(name, givesUp);
            }
        };
        DatabasePacer pacer = new DatabasePacer(20, Integer.MAX_VALUE, counted, "a", time);
        pacer.acquire(false);
        int before = changes.get();
        standstill.add(Duration.ofSeconds(20));
        pacer.acquire(false);
        assertThat(changes.get() - before).isGreaterThanOrEqualTo(2);
    }

    @Test
    void whoGetsNoSlotSendsNothing() throws HaltedException {
        boolean[] taken = new boolean[1];
        SharedStore refusing = new SharedStore() {
            @Override
            public void change(String name, Change change) {
                if (taken[0]) {
                    throw new IllegalStateException("taken");
                }
                notes.change(name, change);
            }

            @Override
            public Optional<LockedText> lock(String name, BooleanSupplier givesUp) {
                return notes.lock(name, givesUp);
            }
        };
        DatabasePacer pacer = new DatabasePacer(400, Integer.MAX_VALUE, refusing, "a", time);
        for (int i = 0; i < 5; i++) {
            answered(pacer);
        }
        taken[0] = true;
        time.advance(Duration.ofSeconds(20));
        assertThatThrownBy(() -> pacer.acquire(false)).hasMessage("taken");
        assertThatThrownBy(() -> pacer.acquire(true)).as("settles a doubt").hasMessage("taken");
    }

    @Test
    void theFirstCallsMayArriveAtAnyMomentUntilTheyAreAnswered() throws HaltedException {
        DatabasePacer one = pacer(1);
        DatabasePacer other = pacer(1);
        Pacer.Permit first = one.acquire(false);
        time.after(Duration.ofMillis(700), () -> one.answered(first));
        assertThat(other.acquire(false).departure() - first.departure())
                .isGreaterThanOrEqualTo(SECOND + Duration.ofMillis(700).toNanos());
    }

    @Test
    void aProcessThatDiedWithACallHoldsNobodyUpForLong() throws HaltedException {
        long first = pacer(1).acquire(false).departure();
        assertThat(pacer(1).acquire(false).departure() - first).isLessThan(7 * SECOND);
    }

    @Test
    void aRefusalHoldsAllBackAndTeachesAll() throws HaltedException {
        DatabasePacer one = pacer(40);
        DatabasePacer other = pacer(40);
        Pacer.Permit refused = one.acquire(false);
        one.throttled(refused, Duration.ofSeconds(3));
        one.throttled(refused, null);
        assertThat(other.acquire(false).departure() - refused.departure()).isGreaterThanOrEqualTo(3 * SECOND);
        assertThat(other.rate()).isEqualTo(one.rate()).isLessThan(40);
        assertThat(pacerThatAsked(40).rate()).as("of a later process").isLessThan(40);
        time.advance(Duration.ofHours(25));
        assertThat(pacerThatAsked(40).rate()).as("limits change").isEqualTo(40);
    }

    @Test
    void climbsBackTogether() throws HaltedException {
        List<DatabasePacer> processes = List.of(pacer(40), pacer(40));
        Pacer.Permit refused = processes.get(0).acquire(false);
        processes.get(0).throttled(refused, null);
        processes.get(0).throttled(refused, null);
        for (int i = 0; i < 2000; i++) {
            DatabasePacer one = processes.get(i % 2);
            Pacer.Permit permit = one.acquire(false);
            one.answered(permit);
            one.passed(permit);
        }
        assertThat(processes).allSatisfy(process -> assertThat(process.rate()).isEqualTo(40));
    }

    @Test
    void theLowestRateHoldsForAllWhileItsProcessIsAtWork() throws HaltedException {
        DatabasePacer slow = pacer(2);
        DatabasePacer fast = pacer(50);
        answered(slow);
        answered(fast);
        assertThat(fast.rate()).isEqualTo(2);
        time.advance(Duration.ofSeconds(11));
        answered(fast);
        assertThat(fast.rate()).isEqualTo(50);
    }

    @Test
    void aClockThatIsSetBackOrNotesThatAreDamagedHoldNobodyUp() throws HaltedException {
        DatabasePacer pacer = pacer(5);
        for (int i = 0; i < 10; i++) {
            answered(pacer);
        }
        clockSetBack = Duration.ofHours(1);
        long before = time.nanos();
        assertThat(answered(pacer) - before).isLessThan(2 * SECOND);
        kept.replaceAll((name, text) -> "{\"calls\":[1");
        assertThat(answered(pacer)).isPositive();
        kept.replaceAll((name, text) -> "{}");
        assertThat(answered(pacer)).isPositive();
    }

    @Test
    void aHaltLetsOnlyThroughWhatSettlesDoubts() throws HaltedException {
        DatabasePacer pacer = pacer(5);
        pacer.halt();
        assertThatThrownBy(() -> pacer.acquire(false)).isInstanceOf(HaltedException.class);
        assertThat(pacer.acquire(true)).isNotNull();
    }

    @Test
    void refusalWithoutRetryAfterHoldsBackForHalfASecond() throws HaltedException {
        DatabasePacer one = pacer(40);
        Pacer.Permit permit = one.acquire(false);
        one.answered(permit);
        one.throttled(permit, null);
        one.throttled(permit, null);
        assertThat(one.rate()).isEqualTo(4);
        assertThat(one.acquire(false).departure() - permit.departure()).isGreaterThanOrEqualTo(SECOND / 2);
    }

    @Test
    void callsThatPassedAreReportedWithTheNextSlot() throws HaltedException {
        DatabasePacer one = pacer(40);
        Pacer.Permit refused = one.acquire(false);
        one.answered(refused);
        one.throttled(refused, null);
        one.throttled(refused, Duration.ZERO);
        time.advance(Duration.ofMillis(1));
        int calls = 0;
        while (one.rate() <= 4) {
            Pacer.Permit permit = one.acquire(false);
            one.answered(permit);
            one.passed(permit);
            calls++;
            assertThat(calls).isLessThanOrEqualTo(21);
        }
        assertThat(calls).as("five seconds of calls").isEqualTo(21);
    }

    @Test
    void callsInFlightOfAllProcessesAreLimited() throws HaltedException {
        DatabasePacer one = new DatabasePacer(400, 2, notes, "a", time);
        DatabasePacer other = new DatabasePacer(400, 2, notes, "a", time);
        Pacer.Permit first = one.acquire(false);
        one.acquire(false);
        time.after(Duration.ofMillis(700), () -> one.answered(first));
        assertThat(other.acquire(false).departure() - first.departure())
                .isBetween(
                        Duration.ofMillis(700).toNanos(), Duration.ofMillis(760).toNanos());
    }

    @Test
    void callsInFlightOfAProcessThatDiedNoLongerCountAfterTenSeconds() throws HaltedException {
        Pacer.Permit lost = new DatabasePacer(400, 1, notes, "a", time).acquire(false);
        DatabasePacer other = new DatabasePacer(400, 1, notes, "a", time);
        assertThat(other.acquire(false).departure() - lost.departure()).isBetween(9 * SECOND, 11 * SECOND);
    }

    @Test
    void permitsOfAllProcessesHaveNumbersOfTheirOwn() throws HaltedException {
        DatabasePacer one = pacer(400);
        DatabasePacer other = pacer(400);
        List<Long> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            DatabasePacer pacer = i % 2 == 0 ? one : other;
            Pacer.Permit permit = pacer.acquire(false);
            pacer.answered(permit);
            calls.add(permit.call());
        }
        assertThat(calls).doesNotHaveDuplicates();
    }

    @Test
    void permitLeavesNowAndTellsItsMomentInTheSharedClock() throws HaltedException {
        DatabasePacer pacer = pacer(20);
        for (int i = 0; i < 6; i++) {
            Pacer.Permit permit = pacer.acquire(false);
            assertThat(permit.departure()).isEqualTo(time.nanos());
            assertThat(permit.sharedDeparture() - permit.departure())
                    .isEqualTo(Duration.ofSeconds(1_000_000).toNanos());
            pacer.answered(permit);
        }
    }

    @Test
    void answerToAnUnknownPermitChangesNothing() throws HaltedException {
        DatabasePacer pacer = pacer(1);
        Pacer.Permit permit = pacer.acquire(false);
        pacer.answered(permit);
        Map<String, String> before = Map.copyOf(kept);
        time.advance(Duration.ofSeconds(1));
        pacer.answered(permit);
        pacer.answered(new Pacer.Permit(99, time.nanos(), time.nanos(), new Pacer.Flight(null, 0, 0)));
        assertThat(kept).isEqualTo(before);
    }

    @Test
    void notesAreKeptUnderTheNameOfTheAccount() throws HaltedException {
        pacer(5).acquire(false);
        assertThat(kept).containsOnlyKeys("pace a");
    }

    @Test
    void pauseTakesItsTimeAndEndsWithAHalt() throws HaltedException {
        DatabasePacer pacer = pacer(5);
        long start = time.nanos();
        pacer.pause(Duration.ofMillis(1_234));
        assertThat(time.nanos() - start).isEqualTo(Duration.ofMillis(1_234).toNanos());
        assertThat(pacer.isHalted()).isFalse();
        time.after(Duration.ofSeconds(1), pacer::halt);
        assertThatThrownBy(() -> pacer.pause(Duration.ofSeconds(60))).isInstanceOf(HaltedException.class);
        assertThat(pacer.isHalted()).isTrue();
    }

    @Test
    void lateAnswerKeepsTheOthersAway() throws HaltedException {
        DatabasePacer one = pacer(1);
        for (int i = 0; i < 30; i++) {
            answered(one);
        }
        Pacer.Permit quick = one.acquire(false);
        time.advance(Duration.ofMillis(10));
        one.answered(quick);
        one.passed(quick);
        Pacer.Permit slow = one.acquire(false);
        time.advance(Duration.ofMillis(60));
        one.answered(slow);
        assertThat(one.acquire(false).departure() - slow.departure())
                .as("50 ms longer than the quickest round trip")
                .isBetween(SECOND + 50_000_000, SECOND + 50_000_000 + 60_000_000);
    }

    @Test
    void delayOfASlowServerIsBounded() throws HaltedException {
        DatabasePacer one = pacer(1);
        for (int i = 0; i < 5; i++) {
            answered(one);
        }
        Pacer.Permit slow = one.acquire(false);
        time.advance(Duration.ofMillis(900));
        one.answered(slow);
        assertThat(one.acquire(false).departure() - slow.departure())
                .isBetween(SECOND + 500_000_000, SECOND + 500_000_000 + 40_000_000);
    }

    @Test
    void refusalThatCannotBeToldIsToldWithTheNextSlot() throws HaltedException {
        boolean[] down = new boolean[1];
        SharedStore flaky = new SharedStore() {
            @Override
            public void change(String name, Change change) {
                if (down[0]) {
                    throw new IllegalStateException("down");
                }
                notes.change(name, change);
            }

            @Override
            public Optional<LockedText> lock(String name, BooleanSupplier givesUp) {
                return notes.lock(name, givesUp);
            }
        };
        DatabasePacer pacer = new DatabasePacer(40, Integer.MAX_VALUE, flaky, "a", time);
        Pacer.Permit permit = pacer.acquire(false);
        down[0] = true;
        pacer.answered(permit);
        pacer.throttled(permit, null);
        pacer.throttled(permit, Duration.ofSeconds(3));
        assertThat(pacer.rate()).isEqualTo(40);
        down[0] = false;
        assertThat(pacer.acquire(false).departure() - permit.departure()).isGreaterThanOrEqualTo(3 * SECOND);
        assertThat(pacer.rate()).isEqualTo(4);
    }

    private DatabasePacer pacer(double rate) {
        return new DatabasePacer(rate, Integer.MAX_VALUE, notes, "a", time);
    }

    private DatabasePacer pacerThatAsked(double rate) throws HaltedException {
        DatabasePacer pacer = pacer(rate);
        answered(pacer);
        return pacer;
    }

    private long answered(DatabasePacer pacer) throws HaltedException {
        Pacer.Permit permit = pacer.acquire(false);
        pacer.answered(permit);
        return permit.departure();
    }

    private static int mostInASecond(List<Long> moments) {
        Collections.sort(moments);
        int most = 0;
        int from = 0;
        for (int to = 0; to < moments.size(); to++) {
            while (moments.get(to) - moments.get(from) >= SECOND) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
