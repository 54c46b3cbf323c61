package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.pan123.HaltedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are suspended, die, stop or are late. */
final class DatabasePacerProcessTests extends DatabasePacerFixture {

    @ParameterizedTest
    @ValueSource(doubles = {20, 400})
    void callsThatLeaveLateAndAreAnsweredMuchLaterDoNotAddUp(double rate) throws HaltedException {
        Random random = new Random(3);
        time.onSleep(wait -> random.nextInt((int) rate / 2) == 0 ? wait.plusMillis(random.nextInt(19)) : wait);
        List<DatabasePacer> processes = List.of(pacer(rate), pacer(rate));
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
    void aSuspendedProcessAllocatesItsSlotAgain() throws HaltedException {
        DatabasePacer pacer = pacer(20);
        pacer.acquire(false);
        int before = store.changes();
        store.afterNextChange(() -> time.advance(Duration.ofSeconds(20)));
        pacer.acquire(false);
        assertThat(store.changes() - before).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aProcessWithoutASlotSendsNothing() throws HaltedException {
        DatabasePacer pacer = pacer(400);
        for (int i = 0; i < 5; i++) {
            answered(pacer);
        }
        store.failWith("taken");
        time.advance(Duration.ofSeconds(20));
        assertThatThrownBy(() -> pacer.acquire(false)).hasMessage("taken");
        assertThatThrownBy(() -> pacer.acquire(true)).as("settles a doubt").hasMessage("taken");
    }

    @Test
    void aProcessThatDiedWithACallDelaysOthersOnlyBriefly() throws HaltedException {
        long first = pacer(1).acquire(false).departure();
        assertThat(pacer(1).acquire(false).departure() - first).isLessThan(7 * SECOND);
    }

    @Test
    void aClockThatIsSetBackOrADamagedScheduleDelaysNoProcess() throws HaltedException {
        DatabasePacer pacer = pacer(5);
        for (int i = 0; i < 10; i++) {
            answered(pacer);
        }
        clockSetBack = Duration.ofHours(1);
        long before = time.nanos();
        assertThat(answered(pacer) - before).isLessThan(2 * SECOND);
        store.texts().replaceAll((name, text) -> "{\"calls\":[1");
        assertThat(answered(pacer)).isPositive();
        store.texts().replaceAll((name, text) -> "{}");
        assertThat(answered(pacer)).isPositive();
    }

    @Test
    void aHaltPermitsOnlyCallsThatSettle() throws HaltedException {
        DatabasePacer pacer = pacer(5);
        pacer.halt();
        assertThatThrownBy(() -> pacer.acquire(false)).isInstanceOf(HaltedException.class);
        assertThat(pacer.acquire(true)).isNotNull();
    }

    @Test
    void aHaltEndsAHoldExceptAShortOneForCallsThatSettle() throws HaltedException {
        DatabasePacer pacer = pacer(40);
        Pacer.Permit permit = pacer.acquire(false);
        pacer.answered(permit);
        pacer.throttled(permit, Duration.ofSeconds(25));
        time.after(Duration.ofSeconds(1), pacer::halt);
        long held = time.nanos();
        assertThatThrownBy(() -> pacer.acquire(false)).isInstanceOf(HaltedException.class);
        assertThatThrownBy(() -> pacer.acquire(true)).isInstanceOf(HaltedException.class);
        assertThat(time.nanos() - held).isLessThan(2 * SECOND);
        time.advance(Duration.ofSeconds(23));
        assertThat(pacer.acquire(true).departure() - permit.departure()).isBetween(25 * SECOND, 26 * SECOND);
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
    void lateAnswerDelaysOtherProcesses() throws HaltedException {
        DatabasePacer one = pacer(1);
        for (int i = 0; i < 30; i++) {
            answered(one);
        }
        Pacer.Permit quick = one.acquire(false);
        time.advance(Duration.ofMillis(10));
        one.answered(quick);
        one.passed(quick, time.nanos() - quick.departure(), true);
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
    void unreportedRefusalIsReportedWithTheNextSlot() throws HaltedException {
        DatabasePacer pacer = pacer(40);
        Pacer.Permit permit = pacer.acquire(false);
        store.failWith("down");
        pacer.answered(permit);
        pacer.throttled(permit, null);
        pacer.throttled(permit, Duration.ofSeconds(3));
        assertThat(pacer.rate()).isEqualTo(40);
        store.failWith(null);
        assertThat(pacer.acquire(false).departure() - permit.departure()).isGreaterThanOrEqualTo(3 * SECOND);
        assertThat(pacer.rate()).isEqualTo(3.92);
    }
}
