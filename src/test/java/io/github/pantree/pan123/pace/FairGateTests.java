package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.testing.Await;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class FairGateTests {

    private final List<Duration> slept = new ArrayList<>();
    private final TickingTime time = new TickingTime();
    private final FairGate gate = new FairGate(time);

    @BeforeEach
    void recordSleeps() {
        time.onSleep(wait -> {
            slept.add(wait);
            return wait;
        });
    }

    @Test
    void callsAreAdmittedInFifoOrder() throws Exception {
        gate.acquire(false);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            threads.add(waiting(() -> {
                gate.acquire(false);
                order.add(number);
                gate.release();
            }));
        }
        assertThat(order).isEmpty();
        gate.release();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    /** A wait with a time limit would lose its place in the queue at each timeout. */
    @Test
    void callKeepsItsPlaceHoweverLongItWaits() throws Exception {
        gate.acquire(false);
        Thread waiting = waiting(() -> gate.acquire(false));
        assertThat(waiting.getState()).isEqualTo(Thread.State.WAITING);
        gate.release();
        waiting.join();
    }

    @Test
    void interruptBeforeAdmissionRefusesTheCall() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> gate.acquire(true)).isInstanceOf(HaltedException.class);
        assertThat(Thread.interrupted()).isTrue();
        gate.acquire(false);
    }

    @Test
    void haltRefusesWaitingCallsExceptThoseThatSettle() throws Exception {
        gate.acquire(false);
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        CountDownLatch settled = new CountDownLatch(1);
        Thread refused = waiting(() -> gate.acquire(false), refusal);
        Thread settling = waiting(() -> {
            gate.acquire(true);
            settled.countDown();
        });
        gate.halt();
        refused.join();
        assertThat(refusal.get()).isInstanceOf(HaltedException.class);
        assertThat(settled.getCount()).as("the gate is still held").isEqualTo(1);
        gate.release();
        settling.join();
        assertThat(settled.getCount()).isZero();
    }

    @Test
    void interruptedCallLosesItsPlaceAndKeepsTheInterrupt() throws Exception {
        gate.acquire(false);
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
        Thread first = waiting(
                () -> {
                    try {
                        gate.acquire(true);
                    } finally {
                        interrupted.add(Thread.currentThread().isInterrupted());
                    }
                },
                refusal);
        Thread second = waiting(() -> gate.acquire(true));
        first.interrupt();
        first.join();
        assertThat(refusal.get()).isInstanceOf(HaltedException.class);
        assertThat(interrupted).containsExactly(true);
        gate.release();
        second.join();
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void oneCallAtATimeIsAdmitted() throws Exception {
        gate.acquire(false);
        gate.release();
        gate.acquire(false);
        Thread other = waiting(() -> gate.acquire(false));
        assertThat(other.isAlive()).isTrue();
        gate.release();
        other.join();
    }

    @Test
    void sleepsInIntervalsOfAtMostATenthOfASecond() throws HaltedException {
        gate.sleep(Duration.ofMillis(250).toNanos(), false);
        assertThat(slept).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(50));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-5, 0", "1, 1"})
    void doesNotSleepForNothing(long nanos, int sleeps) throws HaltedException {
        gate.sleep(nanos, false);
        assertThat(slept).hasSize(sleeps);
    }

    @Test
    void haltEndsASleepAfterTheCurrentInterval() throws HaltedException {
        time.after(Duration.ofMillis(150), gate::halt);
        assertThatThrownBy(() -> gate.sleep(Duration.ofSeconds(9).toNanos(), false))
                .isInstanceOf(HaltedException.class);
        assertThat(slept).hasSize(2);
        gate.sleep(Duration.ofMillis(300).toNanos(), true);
        assertThat(slept).as("what settles a doubt sleeps on").hasSize(5);
    }

    @Test
    void settlingCallIsRefusedALongerSleepThanItsLimit() throws HaltedException {
        long limit = FolderApi.MAX_WAIT_WHEN_HALTED.toNanos();
        gate.halt();
        gate.sleep(limit, true);
        slept.clear();
        assertThatThrownBy(() -> gate.sleep(limit + 1, true)).isInstanceOf(HaltedException.class);
        assertThatThrownBy(() -> gate.sleep(limit + 1, 1, true))
                .as("the beginning of a longer wait")
                .isInstanceOf(HaltedException.class);
        assertThat(slept).isEmpty();
    }

    @Test
    void sleepsForThePartOfAWaitAfterWhichTheCallerLooksAgain() throws HaltedException {
        gate.sleep(Duration.ofSeconds(9).toNanos(), Duration.ofMillis(50).toNanos(), false);
        gate.sleep(Duration.ofMillis(20).toNanos(), Duration.ofMillis(50).toNanos(), false);
        assertThat(slept).containsExactly(Duration.ofMillis(50), Duration.ofMillis(20));
    }

    @Test
    void haltRefusesCallsThatNeedNotWait() throws HaltedException {
        gate.halt();
        assertThatThrownBy(() -> gate.acquire(false)).isInstanceOf(HaltedException.class);
        assertThat(gate.isIdle()).isTrue();
        gate.acquire(true);
    }

    @Test
    void haltRefusesASleepThatHasNotBegun() {
        assertThat(gate.isHalted()).isFalse();
        gate.halt();
        assertThat(gate.isHalted()).isTrue();
        assertThatThrownBy(() -> gate.sleep(0, false)).isInstanceOf(HaltedException.class);
        assertThat(slept).isEmpty();
    }

    @Test
    void interruptedSleepIsHaltedAndKeepsTheInterrupt() {
        time.onSleep(wait -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> gate.sleep(1, true)).isInstanceOf(HaltedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private interface Action {
        void run() throws HaltedException;
    }

    private static Thread waiting(Action action) {
        return waiting(action, new AtomicReference<>());
    }

    /** Starts a thread, and returns when it is waiting for admission. */
    private static Thread waiting(Action action, AtomicReference<Throwable> failure) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (HaltedException | RuntimeException e) {
                failure.set(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        Await.until(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }
}
