package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.testing.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rate, and the permits of several processes that share a store. */
final class DatabasePacerTests extends DatabasePacerFixture {

    @RegisterExtension
    private final RecordedLog log = RecordedLog.of(HoldsOfOthers.class);

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
    void usesTheConfiguredRate() throws HaltedException {
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
    void aRefusalDelaysAllProcessesAndLowersTheRateOfAll() throws HaltedException {
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
    void allProcessesRaiseTheRateTogether() throws HaltedException {
        List<DatabasePacer> processes = List.of(pacer(40), pacer(40));
        Pacer.Permit refused = processes.get(0).acquire(false);
        processes.get(0).throttled(refused, null);
        processes.get(0).throttled(refused, null);
        for (int i = 0; i < 2000; i++) {
            DatabasePacer one = processes.get(i % 2);
            Pacer.Permit permit = one.acquire(false);
            one.answered(permit);
            one.passed(permit, time.nanos() - permit.departure(), true);
        }
        assertThat(processes).allSatisfy(process -> assertThat(process.rate()).isEqualTo(40));
    }

    @Test
    void theLowestRateAppliesToAllWhileItsProcessIsActive() throws HaltedException {
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
    void holdDelaysAllProcessesAndLeavesTheRate() throws HaltedException {
        DatabasePacer one = pacer(40);
        DatabasePacer other = pacer(40);
        Pacer.Permit permit = one.acquire(false);
        for (int i = 0; i < 10; i++) {
            one.hold(Duration.ofSeconds(5));
        }
        assertThat(other.acquire(false).departure() - permit.departure()).isGreaterThanOrEqualTo(5 * SECOND);
        assertThat(other.rate()).isEqualTo(40);
    }

    /** Otherwise it would seem to hang; a process that has asked for the pause has already logged it. */
    @Test
    void longHoldIsLoggedByTheOtherProcessesOnce() throws HaltedException {
        DatabasePacer one = pacer(40);
        DatabasePacer other = pacer(40);
        one.hold(Duration.ofSeconds(60));
        answered(other);
        answered(one);
        answered(other);
        one.hold(Duration.ofSeconds(5));
        answered(other);
        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("another process", " 60 s");
    }

    @Test
    void refusalWithoutRetryAfterDelaysCallsForHalfASecond() throws HaltedException {
        DatabasePacer one = pacer(40);
        Pacer.Permit permit = one.acquire(false);
        one.answered(permit);
        one.throttled(permit, null);
        one.throttled(permit, null);
        assertThat(one.rate()).isEqualTo(3.92);
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
            one.passed(permit, time.nanos() - permit.departure(), true);
            calls++;
            assertThat(calls).isLessThanOrEqualTo(21);
        }
        assertThat(calls).as("five seconds of calls").isEqualTo(21);
    }

    @Test
    void permitsOfAllProcessesHaveUniqueNumbers() throws HaltedException {
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
    void permitHasTheCurrentTimeOfBothClocks() throws HaltedException {
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
        Map<String, String> before = Map.copyOf(store.texts());
        time.advance(Duration.ofSeconds(1));
        pacer.answered(permit);
        pacer.answered(new Pacer.Permit(99, time.nanos(), time.nanos(), new Pacer.Flight(null, 0, 0)));
        assertThat(store.texts()).isEqualTo(before);
    }

    @Test
    void scheduleIsStoredUnderTheNameOfTheAccount() throws HaltedException {
        pacer(5).acquire(false);
        assertThat(store.texts()).containsOnlyKeys("pace a");
    }

    private DatabasePacer pacerThatAsked(double rate) throws HaltedException {
        DatabasePacer pacer = pacer(rate);
        answered(pacer);
        return pacer;
    }
}
