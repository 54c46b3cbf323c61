package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.TimeSource;
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

/** Pacers of several processes with one place for their notes. */
final class SharedPacerTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SteppedTime time = new SteppedTime();
    private final Map<String, String> kept = new HashMap<>();
    private Duration clockSetBack = Duration.ZERO;

    private final SharedNotes notes = new SharedNotes() {
        @Override
        public void change(String name, Change change) {
            long micros = (time.nanos() - clockSetBack.toNanos()) / 1_000 + 1_000_000_000_000L;
            String changed = change.of(kept.get(name), () -> micros);
            if (changed != null) {
                kept.put(name, changed);
            }
        }

        @Override
        public Optional<Locked> lock(String name, BooleanSupplier givesUp) {
            return Optional.empty();
        }
    };

    @ParameterizedTest
    @ValueSource(doubles = {1, 2.5, 5, 20, 99.9, 400})
    void noSlidingSecondOfAllProcessesHoldsMoreThanTheRate(double rate) throws Halted {
        Random random = new Random(7);
        List<SharedPacer> processes = List.of(pacer(rate), pacer(rate), pacer(rate));
        List<Long> arrivals = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            if (random.nextInt(50) == 0) {
                time.advance(Duration.ofMillis(random.nextInt(2000)));
            }
            SharedPacer one = processes.get(random.nextInt(3));
            Pace.Permit permit = one.await(false);
            boolean late = random.nextInt(20) == 0;
            time.advance(Duration.ofMillis(late ? random.nextInt(90) : 1));
            arrivals.add(time.nanos());
            one.answered(permit);
        }
        assertThat(mostInASecond(arrivals)).isLessThanOrEqualTo((int) rate);
    }

    @Test
    void usesTheRateThatAllAreGiven() throws Halted {
        List<SharedPacer> processes = List.of(pacer(20), pacer(20), pacer(20));
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
    void callsThatLeaveLateAndAreAnsweredMuchLaterDoNotAddUp(double rate) throws Halted {
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
        List<SharedPacer> processes =
                List.of(new SharedPacer(rate, notes, "a", sleepy), new SharedPacer(rate, notes, "a", sleepy));
        for (int i = 0; i < 8; i++) {
            answered(processes.get(i % 2));
        }
        List<Long> departures = new ArrayList<>();
        for (int i = 0; i < 8000; i++) {
            departures.add(processes.get(i / 8 % 2).await(false).departure());
        }
        assertThat(mostInASecond(departures)).isLessThanOrEqualTo((int) rate);
        assertThat(7999.0 * SECOND / (departures.get(7999) - departures.get(0))).isGreaterThan(0.75 * rate);
    }

    @Test
    void aProcessThatStoodStillTakesItsSlotAnew() throws Halted {
        List<Duration> standstill = new ArrayList<>();
        AtomicInteger changes = new AtomicInteger();
        SharedNotes counted = new SharedNotes() {
            @Override
            public void change(String name, Change change) {
                changes.incrementAndGet();
                notes.change(name, change);
                standstill.forEach(time::advance);
                standstill.clear();
            }

            @Override
            public Optional<Locked> lock(String name, BooleanSupplier givesUp) {
                return notes.lock(name, givesUp);
            }
        };
        SharedPacer pacer = new SharedPacer(20, counted, "a", time);
        pacer.await(false);
        int before = changes.get();
        standstill.add(Duration.ofSeconds(20));
        pacer.await(false);
        assertThat(changes.get() - before).isGreaterThanOrEqualTo(2);
    }

    @Test
    void whoGetsNoSlotSendsNothing() throws Halted {
        boolean[] taken = new boolean[1];
        SharedNotes refusing = new SharedNotes() {
            @Override
            public void change(String name, Change change) {
                if (taken[0]) {
                    throw new IllegalStateException("taken");
                }
                notes.change(name, change);
            }

            @Override
            public Optional<Locked> lock(String name, BooleanSupplier givesUp) {
                return notes.lock(name, givesUp);
            }
        };
        SharedPacer pacer = new SharedPacer(400, refusing, "a", time);
        for (int i = 0; i < 5; i++) {
            answered(pacer);
        }
        taken[0] = true;
        time.advance(Duration.ofSeconds(20));
        assertThatThrownBy(() -> pacer.await(false)).hasMessage("taken");
        assertThatThrownBy(() -> pacer.await(true)).as("settles a doubt").hasMessage("taken");
    }

    @Test
    void theFirstCallsMayArriveAtAnyMomentUntilTheyAreAnswered() throws Halted {
        SharedPacer one = pacer(1);
        SharedPacer other = pacer(1);
        Pace.Permit first = one.await(false);
        time.after(Duration.ofMillis(700), () -> one.answered(first));
        assertThat(other.await(false).departure() - first.departure())
                .isGreaterThanOrEqualTo(SECOND + Duration.ofMillis(700).toNanos());
    }

    @Test
    void aProcessThatDiedWithACallHoldsNobodyUpForLong() throws Halted {
        long first = pacer(1).await(false).departure();
        assertThat(pacer(1).await(false).departure() - first).isLessThan(7 * SECOND);
    }

    @Test
    void aRefusalHoldsAllBackAndTeachesAll() throws Halted {
        SharedPacer one = pacer(40);
        SharedPacer other = pacer(40);
        Pace.Permit refused = one.await(false);
        one.throttled(refused, Duration.ofSeconds(3));
        assertThat(other.await(false).departure() - refused.departure()).isGreaterThanOrEqualTo(3 * SECOND);
        assertThat(other.rate()).isEqualTo(one.rate()).isLessThan(40);
        assertThat(pacerThatAsked(40).rate()).as("of a later process").isLessThan(40);
        time.advance(Duration.ofHours(25));
        assertThat(pacerThatAsked(40).rate()).as("limits change").isEqualTo(40);
    }

    @Test
    void climbsBackTogether() throws Halted {
        List<SharedPacer> processes = List.of(pacer(40), pacer(40));
        processes.get(0).throttled(processes.get(0).await(false), null);
        for (int i = 0; i < 2000; i++) {
            SharedPacer one = processes.get(i % 2);
            Pace.Permit permit = one.await(false);
            one.answered(permit);
            one.passed(permit);
        }
        assertThat(processes).allSatisfy(process -> assertThat(process.rate()).isEqualTo(40));
    }

    @Test
    void theLowestRateHoldsForAllWhileItsProcessIsAtWork() throws Halted {
        SharedPacer slow = pacer(2);
        SharedPacer fast = pacer(50);
        answered(slow);
        answered(fast);
        assertThat(fast.rate()).isEqualTo(2);
        time.advance(Duration.ofSeconds(11));
        answered(fast);
        assertThat(fast.rate()).isEqualTo(50);
    }

    @Test
    void aClockThatIsSetBackOrNotesThatAreDamagedHoldNobodyUp() throws Halted {
        SharedPacer pacer = pacer(5);
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
    void aHaltLetsOnlyThroughWhatSettlesDoubts() throws Halted {
        SharedPacer pacer = pacer(5);
        pacer.halt();
        assertThatThrownBy(() -> pacer.await(false)).isInstanceOf(Halted.class);
        assertThat(pacer.await(true)).isNotNull();
    }

    private SharedPacer pacer(double rate) {
        return new SharedPacer(rate, notes, "a", time);
    }

    private SharedPacer pacerThatAsked(double rate) throws Halted {
        SharedPacer pacer = pacer(rate);
        answered(pacer);
        return pacer;
    }

    private long answered(SharedPacer pacer) throws Halted {
        Pace.Permit permit = pacer.await(false);
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
