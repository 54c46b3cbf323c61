package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes with separate homes, as on several machines, and one database. */
@Tag("jar")
final class PostgresJarTests {

    private static final int RATE = 20;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private TestPostgres postgres;

    @BeforeEach
    void create() throws Exception {
        postgres = TestPostgres.create();
    }

    @Test
    void threeProcessesAtOnceKeepOneRateAndShareOneToken() throws Exception {
        long each = 60;
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults().withLatency(Duration.ofMillis(20)))) {
            List<Process> processes = new ArrayList<>();
            for (String name : List.of("one", "two", "three")) {
                processes.add(jar(name)
                        .with("PANTREE_ACCESS_TOKEN", "")
                        .with("PANTREE_CLIENT_ID", "simulator")
                        .with("PANTREE_CLIENT_SECRET", "secret")
                        .start(run(simulator, manifest(name, (int) each), String.valueOf(RATE))));
            }
            for (Process process : processes) {
                assertThat(Jar.end(process)).isZero();
            }
            assertThat(simulator.folders()).hasSize((int) (3 * (each + 1)));
            assertThat(simulator.stats().mkdirCalls()).isEqualTo(3 * (each + 1));
            assertThat(simulator.stats().tokenCalls()).isEqualTo(1);
            // How much of the rate they use depends on the machine; DatabasePacerTests and StalledServerTests check it.
            assertThat(simulator.stats().mostCallsInASecond()).isLessThanOrEqualTo(RATE);
        }
    }

    @Test
    void anotherProcessIsRefusedOrTakesOverWhenTheFirstOneDies() throws Exception {
        int folders = 1200; // five minutes for the first process, so that it is busy until it is killed
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            Path manifest = manifest("one", folders);
            Process first = jar("first").start(run(simulator, manifest, "4"));
            Jar.await(first, () -> simulator.stats().mkdirCalls() >= 3);
            Jar second = jar("second");
            assertThat(second.run(run(simulator, manifest, "4"))).isEqualTo(6);
            assertThat(second.stderr())
                    .contains("process " + first.pid() + " on ")
                    .doesNotContain("\tat ");
            Jar third = jar("third");
            List<String> waiting = new ArrayList<>(List.of(run(simulator, manifest, "50", "100")));
            waiting.add("--wait");
            Process waits = third.start(waiting.toArray(String[]::new));
            Jar.await(waits, () -> third.stderr().contains("Waiting"));
            assertThat(first.isAlive()).as("it waits for one that is at work").isTrue();
            first.destroyForcibly();
            assertThat(Jar.end(waits)).as(third.stderr()).isZero();
            assertThat(simulator.folders()).hasSize(folders + 1);
            assertThat(simulator.stats().renamed() + simulator.stats().duplicates())
                    .isZero();
            Jar status = jar("status");
            assertThat(status.run("status", "--home", folder.toString())).isZero();
            assertThat(status.stdout()).contains("killed", "completed");
        }
    }

    private Jar jar(String name) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        // They do not detect each other in the folder for temporary files either.
        return new Jar(own).with("SPRING_DATASOURCE_URL", postgres.url()).withJavaOption("-Djava.io.tmpdir=" + own);
    }

    private Path manifest(String name, int rows) throws IOException {
        String text = IntStream.range(0, rows)
                .mapToObj(i -> "/" + name + "/" + i)
                .collect(Collectors.joining("\n", "path\n", "\n"));
        return Files.writeString(folder.resolve(name + ".csv"), text);
    }

    private static String[] run(Simulator simulator, Path manifest, String rate) {
        return run(simulator, manifest, rate, "1");
    }

    private static String[] run(Simulator simulator, Path manifest, String rate, String namesPerCall) {
        return new String[] {
            "run",
            manifest.toString(),
            "--base-url",
            simulator.baseUrl(),
            "--home",
            "home",
            "--names-per-call",
            namesPerCall,
            "--rate",
            rate
        };
    }
}
