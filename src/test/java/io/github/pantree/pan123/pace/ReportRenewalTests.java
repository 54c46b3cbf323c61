package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.TickingTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ReportRenewalTests {

    private final Deque<Runnable> scheduled = new ArrayDeque<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void repeatsTheTaskUntilItIsNotNeeded() {
        ReportRenewal renewal = new ReportRenewal(scheduled::add, () -> runs.incrementAndGet() < 3);
        renewal.start();
        renewal.start();
        assertThat(scheduled).hasSize(1);
        while (!scheduled.isEmpty()) {
            scheduled.remove().run();
        }
        assertThat(runs).hasValue(3);
        renewal.start();
        assertThat(scheduled).as("needed again").hasSize(1);
    }

    @Test
    void reportIsDueIfItIsOldOrIfTheLastCallHasEnded() {
        ReportRenewal renewal = new ReportRenewal(scheduled::add, () -> false);
        long interval = ReportRenewal.INTERVAL.toNanos();
        renewal.reported(2, 5);
        assertThat(renewal.isDue(2, 5 + interval - 1)).isFalse();
        assertThat(renewal.isDue(2, 5 + interval)).isTrue();
        assertThat(renewal.isDue(0, 6)).isTrue();
        renewal.reported(0, 7);
        assertThat(renewal.isDue(0, 7 + interval)).isFalse();
    }

    @Test
    void runsTheTaskLaterInADaemonThread() throws Exception {
        TickingTime time = new TickingTime();
        long start = time.nanos();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        ReportRenewal.runLater(time, () -> thread.complete(Thread.currentThread()));
        assertThat(thread.get(1, TimeUnit.MINUTES).isDaemon()).isTrue();
        assertThat(time.nanos() - start).isEqualTo(ReportRenewal.INTERVAL.toNanos());
    }
}
