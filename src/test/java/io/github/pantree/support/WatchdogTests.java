package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WatchdogTests {

    private static final Duration INTERVAL = Duration.ofMillis(1);

    private final AtomicInteger checks = new AtomicInteger();
    private final CountDownLatch failures = new CountDownLatch(1);

    @Test
    void reportsTheFirstCheckThatFails() throws InterruptedException {
        try (Watchdog watchdog =
                new Watchdog("test", INTERVAL, () -> checks.incrementAndGet() < 3, failures::countDown)) {
            assertThat(failures.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(watchdog).isNotNull();
        }
        assertThat(checks).hasValue(3);
    }

    @Test
    void doesNotReportACheckThatFailsWhileItIsClosed() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        Watchdog watchdog = new Watchdog("test", INTERVAL, () -> fails(begun, closing), failures::countDown);
        begun.await();
        Thread closer = new Thread(watchdog::close);
        closer.start();
        while (closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        closing.countDown();
        closer.join();
        assertThat(failures.getCount()).isOne();
    }

    private static boolean fails(CountDownLatch begun, CountDownLatch until) {
        begun.countDown();
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
