package io.github.pantree.console.login;

import static io.github.pantree.console.login.SignInLimiter.MOST_FAILURES;
import static io.github.pantree.console.login.SignInLimiter.PAUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SignInLimiterTests {

    private final TickingTime time = new TickingTime();
    private final SignInLimiter limiter = new SignInLimiter(time);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            limiter.recordFailure("a");
        }
    }

    @Test
    void anAddressIsBlockedAfterItsLastFailure() {
        fail(MOST_FAILURES - 1);
        assertThat(limiter.isBlocked("a")).isFalse();
        fail(1);
        assertThat(limiter.isBlocked("a")).isTrue();
        assertThat(limiter.isBlocked("b")).isFalse();
    }

    @Test
    void aPauseEnds() {
        fail(MOST_FAILURES);
        time.advance(PAUSE.minus(Duration.ofSeconds(1)));
        assertThat(limiter.isBlocked("a")).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(limiter.isBlocked("a")).isFalse();
        fail(MOST_FAILURES - 1);
        assertThat(limiter.isBlocked("a")).isFalse();
    }

    @Test
    void failuresAreForgotten() {
        fail(MOST_FAILURES - 1);
        time.advance(PAUSE.minus(Duration.ofSeconds(1)));
        fail(1);
        assertThat(limiter.isBlocked("a")).isTrue();

        time.advance(PAUSE);
        fail(MOST_FAILURES - 1);
        time.advance(PAUSE);
        fail(1);
        assertThat(limiter.isBlocked("a")).isFalse();
    }

    @Test
    void aRightPasswordClearsTheFailures() {
        fail(MOST_FAILURES - 1);
        limiter.recordSuccess("a");
        fail(MOST_FAILURES - 1);
        assertThat(limiter.isBlocked("a")).isFalse();
    }

    @Test
    void theNumberOfKnownAddressesIsBounded() {
        fail(MOST_FAILURES);
        for (int i = 0; i < 10_000; i++) {
            limiter.recordFailure("other " + i);
        }
        assertThat(limiter.isBlocked("a")).isFalse();
    }
}
