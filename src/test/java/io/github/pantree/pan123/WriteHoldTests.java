package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.SharedStore;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WriteHoldTests {

    private static final Duration BOUND = Duration.ofMinutes(10);

    private final TickingTime time = new TickingTime(Instant.parse("2026-11-26T08:00:00Z"));
    private final Memory memory = new Memory();

    /** What the processes of an account share, and their runs, one after the other. */
    private final class Memory {
        @Nullable
        String text;

        void change(SharedStore.Change change) {
            String changed = change.apply(text, () -> time.now().toEpochMilli() * 1_000);
            text = changed == null ? text : changed;
        }
    }

    private WriteHold run() {
        return new WriteHold(memory::change, BOUND, time);
    }

    /** The pauses, in seconds, after which this many attempts leave, each of which is refused. */
    private List<Long> pauses(WriteHold hold, int attempts) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            long start = time.nanos();
            while (!hold.tryAcquire()) {
                time.advance(Duration.ofSeconds(1));
            }
            pauses.add(Duration.ofNanos(time.nanos() - start).toSeconds());
            hold.recordRefused("no");
        }
        return pauses;
    }

    @Test
    void letsCallsLeaveWhileNothingIsRefused() {
        WriteHold hold = run();
        assertThat(hold.tryAcquire()).isTrue();
        hold.recordAccepted();
        assertThat(hold.tryAcquire()).isTrue();
        assertThat(hold.status()).isEmpty();
    }

    @Test
    void triesOneCallAfterEachPauseAndPausesLonger() {
        WriteHold hold = run();
        hold.recordRefused("no");
        assertThat(hold.isHeld()).isTrue();

        assertThat(pauses(hold, 6)).containsExactly(2L, 4L, 8L, 16L, 32L, 64L);
        assertThat(hold.status())
                .hasValueSatisfying(status -> assertThat(status.reason()).isEqualTo("no"));
    }

    @Test
    void letsNoSecondCallLeaveDuringAnAttempt() {
        WriteHold hold = run();
        hold.recordRefused("no");
        time.advance(Duration.ofSeconds(2));

        assertThat(hold.tryAcquire()).isTrue();
        assertThat(hold.tryAcquire()).isFalse();
    }

    @Test
    void endsWithTheFirstAcceptedAttempt() {
        WriteHold hold = run();
        hold.recordRefused("no");
        hold.recordAccepted();
        assertThat(hold.isHeld()).as("that call had left before").isTrue();
        time.advance(Duration.ofSeconds(2));
        assertThat(hold.tryAcquire()).isTrue();
        hold.recordAccepted();

        assertThat(hold.isHeld()).isFalse();
        assertThat(hold.tryAcquire()).isTrue();
        assertThat(run().tryAcquire()).as("also for the next run").isTrue();
    }

    @Test
    void triesAgainAtOnceAfterTheFormOfAnAttemptWasRefused() {
        WriteHold hold = run();
        hold.recordRefused("no");
        time.advance(Duration.ofSeconds(2));
        assertThat(hold.tryAcquire()).isTrue();
        hold.recordFormRefused();

        assertThat(hold.isHeld()).isTrue();
        assertThat(hold.tryAcquire()).isTrue();
        assertThat(hold.tryAcquire()).isFalse();
    }

    @Test
    void refusedFormsDoNotLengthenThePause() {
        WriteHold hold = run();
        hold.recordRefused("no");
        time.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            assertThat(hold.tryAcquire()).isTrue();
            hold.recordFormRefused();
        }
        assertThat(hold.tryAcquire()).isTrue();
        hold.recordRefused("no");
        time.advance(Duration.ofMillis(3_999));
        assertThat(hold.tryAcquire()).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(hold.tryAcquire()).isTrue();
    }

    @Test
    void triesAgainAfterAnAttemptWithoutAnAnswer() {
        WriteHold hold = run();
        hold.recordRefused("no");
        time.advance(Duration.ofSeconds(2));
        assertThat(hold.tryAcquire()).isTrue();
        hold.recordUnknown();

        assertThat(hold.tryAcquire()).isFalse();
        time.advance(Duration.ofSeconds(4));
        assertThat(hold.tryAcquire()).isTrue();
    }

    @Test
    void isKeptForTheNextRun() {
        WriteHold first = run();
        first.recordRefused("no");
        pauses(first, 4);
        WriteHold second = run();

        assertThat(second.tryAcquire()).isFalse();
        assertThat(pauses(second, 1)).containsExactly(32L);
    }

    @Test
    void letsOneProcessOfTheAccountTry() {
        WriteHold first = run();
        WriteHold second = run();
        assertThat(second.tryAcquire()).isTrue();
        first.recordRefused("no");
        time.advance(Duration.ofSeconds(2));
        assertThat(first.tryAcquire()).isTrue();
        assertThat(second.tryAcquire()).as("the other one has it").isFalse();
        first.recordAccepted();
        time.advance(Duration.ofSeconds(2));

        assertThat(second.tryAcquire()).isTrue();
        assertThat(second.isHeld()).isFalse();
    }

    @Test
    void endsARunThatWouldWaitTooLong() {
        WriteHold hold = run();
        hold.recordRefused("code 1: banned");

        assertThatThrownBy(() -> pauses(hold, 20))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining("code 1: banned")
                .hasMessageContaining("pantree.max-outage (600 s)");
        assertThat(hold.status())
                .hasValueSatisfying(status -> assertThat(status.lasting()).isLessThan(BOUND));
    }

    @Test
    void waitsNoLongerThanAPauseWhenTheClockWasSetBack() {
        WriteHold first = run();
        first.recordRefused("no");
        memory.text = String.valueOf(memory.text).replaceAll("\"next\":\\d+", "\"next\":9000000000000000");

        assertThat(pauses(run(), 1)).containsExactly(2L);
    }

    @Test
    void ignoresWhatItDoesNotUnderstand() {
        for (String text : List.of("", "{", "[", "{}")) {
            memory.text = text;
            assertThat(pauses(run(), 1)).containsExactly(0L);
            memory.text = null;
        }
    }
}
