package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.pace.DatabasePacer;
import io.github.pantree.pan123.pace.LocalPacer;
import io.github.pantree.pan123.pace.Pacer;
import io.github.pantree.pan123.pace.RateStore;
import io.github.pantree.testing.MemorySharedStore;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rate limits arrivals, even if a server or the network stops for a moment and then receives at once what was sent
 * one by one, as on a machine with all cores busy.
 */
final class StalledServerTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int RATE = 20;

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();
    private final List<Long> arrivals = new ArrayList<>();
    private final Random random = new Random(5);
    private long stalledUntil;

    private final MemorySharedStore store = new MemorySharedStore(time);

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 150, 300, 450})
    void oneProcessKeepsTheRateOfArrivals(int stall) throws HaltedException {
        sendToAStallingServer(
                List.of(new LocalPacer(RATE, Integer.MAX_VALUE, new RateStore(home.resolve("pace.json"), time), time)),
                stall);
        assertThat(mostInASecond()).isLessThanOrEqualTo(RATE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 150, 300, 450})
    void severalProcessesKeepTheRateOfArrivals(int stall) throws HaltedException {
        sendToAStallingServer(List.of(shared(), shared(), shared()), stall);
        assertThat(mostInASecond()).isLessThanOrEqualTo(RATE);
    }

    @Test
    void rareStallsCostLittle() throws HaltedException {
        sendToAStallingServer(List.of(shared(), shared(), shared()), 150);
        double used = (double) arrivals.size() * SECOND / (arrivals.get(arrivals.size() - 1) - arrivals.get(0));
        assertThat(used).isGreaterThan(0.8 * RATE);
    }

    /** A call takes 5 ms in each direction; every other second the server stalls. */
    private void sendToAStallingServer(List<Pacer> processes, int stall) throws HaltedException {
        long nextStall = time.nanos() + 4 * SECOND;
        for (int i = 0; i < 2000; i++) {
            Pacer process = processes.get(random.nextInt(processes.size()));
            Pacer.Permit permit = process.acquire(false);
            if (time.nanos() >= nextStall) {
                stalledUntil = time.nanos() + Duration.ofMillis(stall).toNanos();
                nextStall = time.nanos() + SECOND + random.nextInt((int) SECOND);
            }
            long arrival = Math.max(time.nanos() + Duration.ofMillis(5).toNanos(), stalledUntil);
            arrivals.add(arrival);
            time.after(Duration.ofNanos(arrival - time.nanos()).plusMillis(5), () -> process.answered(permit));
        }
    }

    private DatabasePacer shared() {
        return new DatabasePacer(RATE, Integer.MAX_VALUE, store, "a", time, task -> {});
    }

    private int mostInASecond() {
        Collections.sort(arrivals);
        int most = 0;
        int from = 0;
        for (int to = 0; to < arrivals.size(); to++) {
            while (arrivals.get(to) - arrivals.get(from) >= SECOND) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
