package io.github.pantree.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the typical scripts in {@code src/bench/scripts} with pantree: the same folders on the same simulator, in
 * whole processes including their starts. The scripts keep no ledger and look up nothing. Rclone has no backend for
 * this API, so it is not among them.
 */
@Tag("bench")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ScriptBenchmarks {

    private static final Table TABLE =
            new Table("Whole processes, once each; a script sends one name a call and keeps no ledger");
    private static final Path SCRIPTS = Path.of("src/bench/scripts").toAbsolutePath();

    /** A script with one process per call is too slow for more. */
    private static final int FEW = 200;

    private static Optional<String> python = Optional.empty();
    private static Optional<String> node = Optional.empty();
    private static Optional<String> curl = Optional.empty();

    @TempDir
    private Path folder;

    private Manifests manifests;

    @BeforeAll
    static void findTools(@TempDir Path temporary) throws Exception {
        python = firstLine("python3", "--version");
        node = firstLine("node", "--version");
        curl = firstLine("bash", "-c", "declare -A needed && curl --version");
        // The launcher's first start creates its class archive.
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            assertThat(Command.launcher(temporary).execute(simulator, List.of("--version")))
                    .isZero();
        }
    }

    @BeforeEach
    void begin() {
        manifests = new Manifests(folder);
    }

    @AfterAll
    static void print() throws IOException {
        TABLE.print();
    }

    @Test
    @Order(1)
    void deepAndWideBehindLatency() throws Exception {
        SimulatorSettings slow = SimulatorSettings.defaults().withLatency(Duration.ofMillis(50));
        Contest contest = new Contest("fanout 10, 50 ms, no limit", slow, 2_000, manifests.fanout("wide", 10, 2_000));
        contest.pantree("siblings together", "--rate", "2000");
        contest.pantree("siblings together, 64 in flight", "--rate", "2000", "--concurrency", "64");
        contest.pantree("one name", "--rate", "2000", "--names-per-call", "1");
        contest.pantree("one name, 64 in flight", "--rate", "2000", "--names-per-call", "1", "--concurrency", "64");
        contest.python(16, 0);
        contest.python(64, 0);
        contest.node(64);
        Contest few = new Contest("fanout 10, 50 ms, no limit", slow, FEW, manifests.fanout("few", 10, FEW));
        few.pantree("siblings together", "--rate", "2000");
        few.curl();
    }

    @Test
    @Order(2)
    void manyWithoutLatency() throws Exception {
        SimulatorSettings quick = SimulatorSettings.defaults();
        Contest contest = new Contest("no latency, no limit", quick, 20_000, manifests.tree("many", 200, 99));
        contest.pantree("siblings together", "--rate", "10000");
        contest.pantree("siblings together, 64 in flight", "--rate", "10000", "--concurrency", "64");
        contest.pantree("one name", "--rate", "10000", "--names-per-call", "1");
        contest.python(16, 0);
        contest.python(64, 0);
        contest.node(64);
        Contest few = new Contest("no latency, no limit", quick, FEW, manifests.tree("few", 2, 99));
        few.pantree("siblings together", "--rate", "10000");
        few.curl();
    }

    @Test
    @Order(3)
    void siblingsUnderALimit() throws Exception {
        SimulatorSettings limited = SimulatorSettings.defaults().withRate(20).withLatency(Duration.ofMillis(50));
        Contest contest = new Contest("10 x 100, 50 ms, 20/s", limited, 1_010, manifests.tree("rows", 10, 100));
        contest.pantree("siblings together", "--rate", "20");
        contest.pantree("one name", "--rate", "20", "--names-per-call", "1");
        contest.python(16, 20);
        contest.python(64, 20);
        Contest few = new Contest("2 x 99, 50 ms, 20/s", limited, FEW, manifests.tree("few", 2, 99));
        few.pantree("siblings together", "--rate", "20");
        few.curl();
    }

    /** The version that a command prints; empty if it cannot be started or fails. */
    private static Optional<String> firstLine(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? said.lines().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Commands that create the same folders, each on a new simulator. */
    private final class Contest {

        private final String title;
        private final SimulatorSettings settings;
        private final int size;
        private final Path manifest;
        /** The shortest time of pantree, in seconds. */
        private double best = Double.MAX_VALUE;

        /** @param size the number of folders in the manifest, including implicit parents */
        private Contest(String title, SimulatorSettings settings, int size, Path manifest) {
            this.title = title.replace(",", ";");
            this.settings = settings;
            this.size = size;
            this.manifest = manifest;
            TABLE.line("%,d folders, %s".formatted(size, title), "");
        }

        private void pantree(String how, String... options) throws Exception {
            try (Simulator simulator = Simulator.start(settings)) {
                Command run = Command.launcher(folder);
                run.run(simulator, manifest, options);
                say("pantree, " + how, run, simulator);
                best = Math.min(best, run.whole());
            }
        }

        private void python(int threads, int rate) throws Exception {
            String who = "Python script, %d threads by level".formatted(threads);
            if (python.isEmpty()) {
                TABLE.line("  " + who, "skipped: there is no python3");
                return;
            }
            double peer = script(
                    who + ", " + python.get(), "python3", "by_level.py", String.valueOf(threads), String.valueOf(rate));
            TABLE.ratio("pantree; %s; Python with %d threads".formatted(title, threads), best, "Python", peer, "s");
        }

        private void node(int inFlight) throws Exception {
            String who = "Node.js script, %d in flight by level".formatted(inFlight);
            if (node.isEmpty()) {
                TABLE.line("  " + who, "skipped: there is no node");
                return;
            }
            double peer = script(who + ", " + node.get(), "node", "by_level.mjs", String.valueOf(inFlight));
            TABLE.ratio(
                    "pantree; %s; Node.js with %d in flight".formatted(title, inFlight), best, "Node.js", peer, "s");
        }

        private void curl() throws Exception {
            if (curl.isEmpty()) {
                TABLE.line("  curl loop", "skipped: there is no curl, or no Bash 4");
                return;
            }
            String version = curl.get().replaceAll("^(curl \\S+).*", "$1");
            script("curl loop, " + version, "bash", "curl_loop.sh");
        }

        /** Returns the time of the whole process in seconds. */
        private double script(String who, String interpreter, String name, String... options) throws Exception {
            List<String> arguments = new ArrayList<>(List.of(manifest.toString()));
            arguments.addAll(List.of(options));
            try (Simulator simulator = Simulator.start(settings)) {
                Command command = new Command(
                        folder, List.of(interpreter, SCRIPTS.resolve(name).toString()));
                assertThat(command.execute(simulator, arguments)).isZero();
                say(who, command, simulator);
                return command.whole();
            }
        }

        private void say(String who, Command command, Simulator simulator) {
            assertThat(simulator.folders()).as(who).hasSize(size);
            TABLE.line(
                    "  " + who,
                    "%6.1f s, %5d calls, %d x 429",
                    command.whole(),
                    simulator.stats().mkdirCalls(),
                    simulator.stats().limited());
        }
    }
}
