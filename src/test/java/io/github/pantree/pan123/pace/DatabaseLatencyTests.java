package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.testing.Await;
import io.github.pantree.testing.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of processes whose transactions take long. */
final class DatabaseLatencyTests {

    private static final int CONCURRENCY = 64;
    private static final long SECOND = DatabasePacerFixture.SECOND;

    @RegisterExtension
    private final RecordedLog log = RecordedLog.of(SlotUse.class);

    private final SlowDatabase database = new SlowDatabase();

    private DatabasePacer pacer(double rate, long millis) {
        return new DatabasePacer(
                rate, CONCURRENCY, database.connection(Duration.ofMillis(millis)), "a", database, task -> {});
    }

    private void send(DatabasePacer pacer, List<Long> arrivals, Duration transit) throws HaltedException {
        Pacer.Permit permit = pacer.acquire(false);
        database.after(transit, () -> arrivals.add(database.nanos()));
        database.after(Duration.ofMillis(50), () -> {
            pacer.answered(permit);
            pacer.passed(permit, database.nanos() - permit.departure(), true);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "5, 1, 0.95",
        "5, 20, 0.9",
        "5, 50, 0.7",
        "5, 100, 0.3",
        "20, 1, 0.95",
        "20, 11, 0.85",
        "20, 20, 0.7",
        "20, 50, 0.6",
        "20, 100, 0.3",
        "100, 1, 0.95",
        "100, 20, 0.6",
        "100, 50, 0.6",
        "100, 100, 0.3"
    })
    void callsLeaveWhateverTheLatency(double rate, long millis, double share) throws HaltedException {
        DatabasePacer pacer = pacer(rate, millis);
        List<Long> arrivals = new ArrayList<>();
        long end = database.nanos() + 40 * SECOND;
        while (database.nanos() < end) {
            send(pacer, arrivals, Duration.ofMillis(1));
        }
        long steady = arrivals.stream().filter(at -> end - at < 30 * SECOND).count();
        assertThat(steady / (30 * rate)).isGreaterThan(share);
        assertThat(DatabasePacerFixture.mostInASecond(arrivals)).isLessThanOrEqualTo((int) rate);
        assertThat(log.messages(Level.WARN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "5", "20", "100"})
    void noSlidingSecondOfFastAndSlowProcessesHoldsMoreThanTheRate(double rate) throws HaltedException {
        Random random = new Random(7);
        List<DatabasePacer> processes = List.of(pacer(rate, 0), pacer(rate, 1), pacer(rate, 30), pacer(rate, 100));
        List<Long> arrivals = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            if (random.nextInt(50) == 0) {
                database.sleep(Duration.ofMillis(random.nextInt(2000)));
            }
            send(processes.get(random.nextInt(4)), arrivals, Duration.ofMillis(random.nextInt(1, 12)));
        }
        assertThat(DatabasePacerFixture.mostInASecond(arrivals)).isLessThanOrEqualTo((int) rate);
    }

    /** Slots that a transaction allocates while the pause is requested are not used, either. */
    @Test
    void pauseAppliesToSlotsThatAreJustBeingAllocated() throws Exception {
        DatabasePacer pacer = pacer(20, 50);
        List<Long> arrivals = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            send(pacer, arrivals, Duration.ofMillis(1));
        }
        Pacer.Permit refused = pacer.acquire(false);
        database.sleep(Duration.ofSeconds(1));
        long end = database.nanos() + 5 * SECOND;
        Thread refusal = new Thread(() -> pacer.throttled(refused, Duration.ofSeconds(5)));
        database.afterTransactions(1, () -> {
            refusal.start();
            Await.until(() -> refusal.getState() == Thread.State.BLOCKED);
        });
        assertThat(pacer.acquire(false).departure()).isGreaterThanOrEqualTo(end);
        refusal.join();
    }

    @Test
    void latencyThatNoSlotWaitsForIsLoggedOnce() {
        DatabasePacer pacer = pacer(20, 1500);
        database.afterTransactions(30, pacer::halt);
        assertThatThrownBy(() -> pacer.acquire(false)).isInstanceOf(HaltedException.class);
        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("10 times", "7500 ms");
    }
}
