package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.SharedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is close to the database beside one that is far away. */
final class DistantProcessTests {

    private static final Duration LATENCY = Duration.ofMillis(10);
    private static final Duration TIME = Duration.ofSeconds(200);

    private final HandoverTime time = new HandoverTime();
    private final long start = time.nanos();
    private @Nullable String text;
    private boolean locked;

    /** A row that one transaction locks at a time; the time of each statement is a round trip. */
    private final class DistantRow implements SharedStore {

        private final Duration roundTrip;

        DistantRow(Duration roundTrip) {
            this.roundTrip = roundTrip;
        }

        @Override
        public void change(String name, Change change) {
            time.sleep(roundTrip);
            while (locked) {
                time.sleep(Duration.ofMillis(1));
            }
            locked = true;
            time.sleep(roundTrip);
            String changed = change.apply(text, () -> {
                time.sleep(roundTrip);
                return (time.nanos() - roundTrip.toNanos() / 2) / NANOS_PER_MICRO + 1_000_000_000_000L;
            });
            time.sleep(roundTrip.multipliedBy(changed == null ? 1 : 2));
            text = changed == null ? text : changed;
            locked = false;
        }

        @Override
        public Optional<LockedText> lock(String name, BooleanSupplier cancelled) {
            return Optional.empty();
        }
    }

    /** One call after the other, whenever it is permitted. */
    private final class Client implements Runnable {

        private final DatabasePacer pacer;
        private final List<Long> departures = new ArrayList<>();

        Client(double rate, Duration roundTrip) {
            pacer = new DatabasePacer(rate, 8, new DistantRow(roundTrip), "a", time, task -> {});
        }

        @Override
        public void run() {
            try {
                while (time.nanos() - start < TIME.toNanos()) {
                    Pacer.Permit permit = pacer.acquire(false);
                    departures.add(permit.departure());
                    time.sleep(LATENCY);
                    pacer.answered(permit);
                    pacer.passed(permit, LATENCY.toNanos(), true);
                }
            } catch (HaltedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.2, 20", "1, 30", "5, 20", "5, 50"})
    void bothGetTheirShare(double rate, int millis) throws InterruptedException {
        Client near = new Client(rate, Duration.ofNanos(400_000));
        Client far = new Client(rate, Duration.ofMillis(millis));
        time.run(List.of(near, far));
        List<Long> all = new ArrayList<>(near.departures);
        all.addAll(far.departures);
        double possible = rate * TIME.toSeconds();
        assertThat(near.departures.size() / possible).as("near").isGreaterThan(0.4);
        assertThat(far.departures.size() / possible).as("far").isGreaterThan(0.25);
        assertThat(all.size() / possible).as("both").isGreaterThan(0.85);
        assertThat(DatabasePacerFixture.mostInASecond(all)).isLessThanOrEqualTo((int) Math.max(1, rate));
    }
}
