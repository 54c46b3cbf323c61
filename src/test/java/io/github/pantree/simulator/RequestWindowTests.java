package io.github.pantree.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestWindowTests {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private void advance(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void admitsNoMoreThanTheRateInAnySecond() {
        RequestWindow window = RequestWindow.ofRate(2.5, nanos::get);

        assertThat(window.admit()).isTrue();
        advance(600);
        assertThat(window.admit()).isTrue();
        assertThat(window.admit()).isFalse();
        advance(399);
        assertThat(window.admit()).isFalse();
        advance(1);
        assertThat(window.admit()).isTrue();
        assertThat(window.admit()).isFalse();
    }

    @Test
    void admitsOneCallInTwoSecondsAtARateOfAHalf() {
        RequestWindow window = RequestWindow.ofRate(0.5, nanos::get);

        assertThat(window.admit()).isTrue();
        advance(1999);
        assertThat(window.admit()).isFalse();
        advance(1);
        assertThat(window.admit()).isTrue();
    }

    @Test
    void remembersTheBusiestSecond() {
        RequestWindow window = new RequestWindow(Duration.ofSeconds(1), 4, nanos::get);
        for (int call = 0; call < 3; call++) {
            window.record();
            advance(400);
        }
        assertThat(window.most()).isEqualTo(3);

        advance(1000);
        window.record();
        assertThat(window.most()).isEqualTo(3);
    }

    @Test
    void keepsNoMoreThanItsCapacity() {
        RequestWindow window = new RequestWindow(Duration.ofSeconds(1), 4, nanos::get);
        for (int call = 0; call < 9; call++) {
            window.record();
        }

        assertThat(window.most()).isEqualTo(4);
    }
}
