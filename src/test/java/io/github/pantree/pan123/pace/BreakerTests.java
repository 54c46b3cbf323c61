package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The pauses vary by 30 %, so the times in these tests are outside of that range. */
final class BreakerTests {

    private final TickingTime time = new TickingTime();
    private final Breaker breaker = new Breaker(time);

    @Test
    void fiveFailuresInARowOpenIt() {
        fail(4);
        assertThat(breaker.isClosed()).isTrue();
        fail(1);
        assertThat(breaker.isClosed()).isFalse();
        assertThat(breaker.tryAcquire()).isFalse();
    }

    @Test
    void oneSuccessStartsTheCountAnew() {
        for (int i = 0; i < 10; i++) {
            fail(4);
            assertThat(breaker.tryAcquire()).isTrue();
            breaker.recordSuccess();
        }
        assertThat(breaker.isClosed()).isTrue();
        fail(5);
        assertThat(breaker.isClosed()).isFalse();
    }

    @Test
    void openBreakerLetsOneCallThroughAfterASecond() {
        fail(5);
        time.advance(Duration.ofMillis(690));
        assertThat(breaker.tryAcquire()).isFalse();
        time.advance(Duration.ofMillis(620));
        assertThat(breaker.tryAcquire()).isTrue();
        assertThat(breaker.tryAcquire()).as("one is tried already").isFalse();
        assertThat(breaker.isClosed()).as("until it succeeds").isFalse();
    }

    @Test
    void tryThatSucceedsClosesIt() {
        open();
        breaker.recordSuccess();
        assertThat(breaker.isClosed()).isTrue();
        fail(4);
        assertThat(breaker.isClosed()).as("the count is new").isTrue();
    }

    @Test
    void tryThatFailsDoublesThePause() {
        open();
        breaker.recordFailure();
        time.advance(Duration.ofMillis(1_390));
        assertThat(breaker.tryAcquire()).isFalse();
        time.advance(Duration.ofMillis(1_220));
        assertThat(breaker.tryAcquire()).isTrue();
        breaker.recordFailure();
        time.advance(Duration.ofMillis(2_790));
        assertThat(breaker.tryAcquire()).isFalse();
    }

    @Test
    void pauseGrowsToHalfAMinuteAndNoFurther() {
        open();
        for (int i = 0; i < 10; i++) {
            breaker.recordFailure();
            time.advance(Duration.ofSeconds(40));
            assertThat(breaker.tryAcquire()).isTrue();
        }
        breaker.recordFailure();
        time.advance(Duration.ofSeconds(20));
        assertThat(breaker.tryAcquire()).isFalse();
    }

    @Test
    void pauseStartsAnewAfterASuccess() {
        open();
        breaker.recordFailure();
        time.advance(Duration.ofSeconds(3));
        assertThat(breaker.tryAcquire()).isTrue();
        breaker.recordSuccess();
        fail(5);
        time.advance(Duration.ofMillis(1_310));
        assertThat(breaker.tryAcquire()).isTrue();
    }

    @Test
    void cancelledTryLeavesRoomForAnother() {
        open();
        breaker.recordCancelled();
        assertThat(breaker.isClosed()).isFalse();
        assertThat(breaker.tryAcquire()).isTrue();
        assertThat(breaker.tryAcquire()).isFalse();
    }

    /** Opens the breaker and takes the first trial call. */
    private void open() {
        fail(5);
        time.advance(Duration.ofMillis(1_310));
        assertThat(breaker.tryAcquire()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.tryAcquire()).isTrue();
            breaker.recordFailure();
        }
    }
}
