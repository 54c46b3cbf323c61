package io.github.pantree.simulator;

import static io.github.pantree.simulator.Caller.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulatorTests {

    private static final SimulatorSettings SETTINGS = SimulatorSettings.defaults();

    @Test
    void limitsEachApiOnItsOwn() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS.withRate(0.001))) {
            Caller caller = new Caller(simulator);

            assertThat(value(caller.mkdir("", "a"), "code")).isEqualTo("0");
            assertThat(value(caller.mkdir("", "b"), "code")).isEqualTo("429");
            assertThat(value(caller.list(""), "code")).isEqualTo("0");
            assertThat(simulator.tree()).containsOnlyKeys("/a");
            assertThat(simulator.stats().limited()).isEqualTo(1);
            assertThat(simulator.stats().mkdirCalls()).isEqualTo(2);
        }
    }

    @Test
    void reportsThatThePortIsInUse() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Simulator.start(SETTINGS.withPort(simulator.port())))
                    .withMessageContainingAll(String.valueOf(simulator.port()), "127.0.0.1", "another port");
        }
    }

    @Test
    void refusesToPrepareBeneathAnUnknownParent() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> simulator.addFolder("nowhere", "a"))
                    .withMessageContaining("nowhere");
        }
    }

    @Test
    void showsItsFiguresAsJson() throws IOException {
        try (Simulator simulator = Simulator.start(SETTINGS.withFaults(Faults.parse("limit-code=1")))) {
            Caller caller = new Caller(simulator);
            caller.mkdir("", "a");

            assertThat(caller.get("/_simulator/stats").body())
                    .contains("\"mkdir_calls\":1", "\"limited\":1", "\"faults\":{\"limit-code\":1}");
        }
    }

    @Test
    @Timeout(30)
    void holdsManyAnswersBackAtOnce() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Simulator simulator = Simulator.start(SETTINGS.withLatency(Duration.ofMillis(300)))) {
            Caller caller = new Caller(simulator);
            long start = System.nanoTime();
            List<CompletableFuture<String>> calls = IntStream.range(0, 128)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> caller.mkdir("", "n" + n), threads))
                    .toList();
            calls.forEach(CompletableFuture::join);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(20));
            assertThat(simulator.tree()).hasSize(128);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @Timeout(20)
    void cutsHangingCallsWhenItCloses() throws IOException {
        Simulator simulator = Simulator.start(SETTINGS.withFaults(Faults.parse("hang=1")));
        Caller caller = new Caller(simulator);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> caller.mkdir("", "a"));
        Await.until(() -> !simulator.stats().faults().isEmpty());
        long start = System.nanoTime();
        simulator.close();

        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UncheckedIOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        simulator.close();
    }
}
