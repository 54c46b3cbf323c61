package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Fault;
import io.github.pantree.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guarantee: whatever happens, the same command ends with every folder existing exactly once. A build plays a
 * selection of scenarios; {@code ./mvnw verify -Psoak} plays hundreds of them. {@code -Dpantree.soak.seed=N} starts
 * with another seed.
 */
@Tag("jar")
final class ExactlyOnceTests {

    private static final long SEED = Long.getLong("pantree.soak.seed", 1);
    private static final int KILLS = Integer.getInteger("pantree.soak.kills", 8);
    private static final int SCRIPTS = Integer.getInteger("pantree.soak.scripts", 9);
    private static final int KILLS_PER_SCENARIO = 5;
    private static final int MOST_COMMANDS = 12;
    private static final int AT_ONCE = 2;

    @TempDir
    private Path folder;

    /** Plays a scenario. */
    private interface Play {
        void run() throws Exception;
    }

    @Test
    void everyFolderExistsOnceDespiteFaults() throws Exception {
        Tally tally = new Tally("Fault scripts from seed " + SEED);
        List<Play> plays = new ArrayList<>();
        for (int i = 0; i < SCRIPTS; i++) {
            long seed = SEED + i;
            // A soak test plays every kind of fault alone with every handling of duplicates, then mixtures.
            int alone = SCRIPTS < 3 * Scenario.FAULTS.size() ? 0 : 3 * Scenario.FAULTS.size();
            if (i < alone) {
                Fault fault = Scenario.FAULTS.get(i / 3);
                plays.add(() -> script(Scenario.of(seed, fault), fault.label(), tally));
            } else {
                plays.add(() -> script(Scenario.mixed(seed), "", tally));
            }
        }
        play(plays, tally);
    }

    @Test
    void everyFolderExistsOnceDespiteKills() throws Exception {
        Tally tally = new Tally("kill -9 at random, from seed " + SEED);
        List<Play> plays = new ArrayList<>();
        // On a fast machine a run may end before it is killed, so scenarios continue until there were enough kills.
        for (int i = 0; i < KILLS; i++) {
            Scenario scenario = Scenario.mixed(SEED + 10_000 + i);
            plays.add(() -> {
                if (tally.kills() < KILLS) {
                    kills(scenario, tally);
                }
            });
        }
        play(plays, tally);
        assertThat(tally.kills()).isGreaterThanOrEqualTo(KILLS);
    }

    private static void play(List<Play> plays, Tally tally) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (Play play : plays) {
                ends.add(threads.submit(() -> {
                    play.run();
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
            System.out.println(tally.table());
            Files.writeString(
                    Path.of(System.getProperty("pantree.soak.table", "target/exactly-once.txt")),
                    tally.table(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        assertThat(tally.failures()).isEmpty();
    }

    /** Runs the whole job in this process. */
    private void script(Scenario scenario, String kind, Tally tally) throws Exception {
        Path home = Files.createDirectories(folder.resolve("script" + scenario.seed()));
        Path manifest = Files.writeString(home.resolve("manifest.csv"), scenario.manifest());
        try (Simulator simulator = Simulator.start(scenario.simulator())) {
            Map<String, String> options = Map.of(
                    "pantree.base-url", simulator.baseUrl(),
                    "pantree.home", home.toString(),
                    "pantree.out", home.resolve("out").toString(),
                    "pantree.client-id", "simulator",
                    "pantree.client-secret", "secret",
                    "pantree.rate", "200",
                    "pantree.names-per-call", scenario.namesPerCall(),
                    "pantree.settle.pause", "100ms",
                    "pantree.request-timeout", "2s");
            int commands = 0;
            RunStatus end = RunStatus.STOPPED;
            while (end != RunStatus.COMPLETED && commands++ < MOST_COMMANDS) {
                try (Provisioning provisioning = Provisioning.open(OpenMode.RUN, options, Optional.empty())) {
                    end = provisioning.run(manifest).end();
                }
            }
            if (end != RunStatus.COMPLETED) {
                tally.failed(scenario, "ends with " + end + " after " + commands + " commands");
            }
            tally.add(scenario, kind, simulator, home.resolve("out/result.csv"), commands, 0);
        }
    }

    /** Runs the jar, and kills it again and again. */
    private void kills(Scenario scenario, Tally tally) throws Exception {
        Path home = Files.createDirectories(folder.resolve("kills" + scenario.seed()));
        Files.writeString(home.resolve("manifest.csv"), scenario.manifest());
        Random random = new Random(scenario.seed());
        try (Simulator simulator = Simulator.start(scenario.simulator())) {
            int killed = 0;
            int end = -1;
            int commands = 0;
            for (; commands < KILLS_PER_SCENARIO && end != 0; commands++) {
                Process process = start(home, simulator, scenario);
                killAtRandom(process, random, simulator);
                end = Jar.end(process);
                killed += end == 137 ? 1 : 0;
            }
            for (int left = MOST_COMMANDS; end != 0 && left > 0; left--) {
                end = Jar.end(start(home, simulator, scenario));
                commands++;
            }
            if (end != 0) {
                tally.failed(scenario, "exit code " + end + ": " + new Jar(home).stderr() + new Jar(home).stdout());
            }
            tally.add(scenario, "", simulator, home.resolve("out/result.csv"), commands, killed);
        }
    }

    private static Process start(Path home, Simulator simulator, Scenario scenario) throws IOException {
        return new Jar(home)
                .with("PANTREE_NAMES_PER_CALL", scenario.namesPerCall())
                .with("PANTREE_REQUEST_TIMEOUT", "2s")
                // A rejected fixed token ends a run, as specified; here tokens expire at random.
                .with("PANTREE_ACCESS_TOKEN", "")
                .with("PANTREE_CLIENT_ID", "simulator")
                .with("PANTREE_CLIENT_SECRET", "secret")
                .start(
                        "run",
                        "manifest.csv",
                        "--base-url",
                        simulator.baseUrl(),
                        "--home",
                        "home",
                        "--out",
                        "out",
                        "--rate",
                        "30");
    }

    /** Kills the process after some more calls, or at any moment from its start. */
    private static void killAtRandom(Process process, Random random, Simulator simulator) throws InterruptedException {
        long calls = simulator.stats().mkdirCalls() + 1 + random.nextInt(25);
        boolean byCalls = random.nextInt(3) > 0;
        long moment = byCalls ? TimeUnit.SECONDS.toMillis(60) : random.nextInt(6000);
        for (long waited = 0; waited < moment && process.isAlive(); waited += 2) {
            if (byCalls && simulator.stats().mkdirCalls() >= calls) {
                break;
            }
            if (process.waitFor(2, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        process.destroyForcibly();
    }
}
