package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.testing.MemorySharedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that starts while another one has as many calls in flight as the cap permits, in virtual time. */
final class LateProcessTests {

    private static final int CONCURRENCY = 8;
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final HandoverTime time = new HandoverTime();
    private final long start = time.nanos();
    private final MemorySharedStore store = new MemorySharedStore(time);

    /** Sends calls without a pause, each answered after the same time; returns their departures. */
    private final class Client implements Runnable {

        private final double from;
        private final int calls;
        private final Duration latency;
        private final List<Double> departures = Collections.synchronizedList(new ArrayList<>());
        private final DatabasePacer pacer;

        Client(double rate, double from, int calls, Duration latency) {
            this.from = from;
            this.calls = calls;
            this.latency = latency;
            this.pacer = new DatabasePacer(
                    rate,
                    CONCURRENCY,
                    store,
                    "a",
                    time,
                    task -> time.at(time.nanos() + ReportRenewal.INTERVAL.toNanos(), task));
        }

        @Override
        public void run() {
            try {
                time.sleep(Duration.ofMillis((long) (1_000 * from)));
                for (int i = 0; i < calls; i++) {
                    Pacer.Permit permit = pacer.acquire(false);
                    departures.add((permit.departure() - start) / SECOND);
                    time.at(permit.departure() + latency.toNanos(), () -> pacer.answered(permit));
                }
            } catch (HaltedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Calls that all take the same time end in the order in which they departed. */
    @ParameterizedTest
    @CsvSource({"20, 1", "100, 1", "1000, 1", "20, 10"})
    void aLaterProcessGetsItsShareOfTheCalls(double rate, int latency) throws InterruptedException {
        Client first = new Client(rate, 0, 200, Duration.ofSeconds(latency));
        Client later = new Client(rate, 3, 100, Duration.ofSeconds(latency));
        time.run(List.of(first, later));
        double last = later.departures.get(99);
        assertThat(later.departures.get(0) - 3).isLessThan(latency);
        assertThat(first.departures.stream()
                        .filter(departure -> departure > 3 && departure < last)
                        .count())
                .isBetween(60L, 140L);
        assertThat(last - 3).as("all places are used").isLessThan(30.0 * latency);
    }

    @Test
    void aProcessAloneReportsNoSingleAnswers() throws InterruptedException {
        time.run(List.of(new Client(20, 0, 400, Duration.ofSeconds(1))));
        assertThat(store.changes()).isLessThan(1_000);
    }
}
