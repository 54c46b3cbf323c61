package io.github.pantree.property.simulation;

import io.github.pantree.property.simulation.SimulatedHistory.Launch;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.testing.MemorySharedStore;
import io.github.pantree.testing.TestSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Plays a history: its rounds, then every manifest without faults until it is done. */
final class SimulatedWorld {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long LATEST_COPY = Duration.ofSeconds(2).toNanos();
    private static final int ATTEMPTS = 3;
    /** When the next attempt of a run is near that was stopped by a ban. */
    private static final long LATER = Duration.ofSeconds(30).toNanos();
    /** The first run after a failure may have to settle what it left, the next one is done. */
    private static final int MOST_FINAL_RUNS = 5;
    /** A history takes some thousand events; one that takes more does not end. */
    private static final int MOST_EVENTS = 200_000;

    private final SimulatedHistory history;
    private final EngineVariation variation;
    private final RandomGenerator random;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedDatabase database;
    private final MemorySharedStore texts = new MemorySharedStore(time);
    private final SimulatedLaws laws;
    private final SimulatedServer server;
    private final RunSettings settings;
    private final List<Integer> codes = new ArrayList<>();
    private final @Nullable PrintStream trace;
    private long events;

    private SimulatedWorld(
            SimulatedHistory history, EngineVariation variation, boolean strict, @Nullable PrintStream trace) {
        this.trace = trace;
        this.history = history;
        this.variation = variation;
        this.random = new SplittableRandom(history.seed() + 1);
        this.database = new SimulatedDatabase(history.shared());
        this.laws = new SimulatedLaws(this, strict);
        this.server = new SimulatedServer(time, random, history.server(), folder -> trace(() -> "created " + folder));
        this.settings = TestSettings.in(Path.of("."))
                .concurrency(history.concurrency())
                .settle(new SettleSettings(variation.looks(), PAUSE))
                .attempts(ATTEMPTS)
                .build();
    }

    /**
     * What is wrong at the end.
     *
     * @param problems nothing for a correct engine
     * @param codes the exit codes of all processes
     */
    record Outcome(SimulatedHistory history, List<String> problems, List<Integer> codes, long nanos, int folders) {}

    static Outcome play(SimulatedHistory history) {
        return play(history, EngineVariation.NONE, true, null);
    }

    /**
     * Plays a history.
     *
     * @param strict whether to check what is durable at each call, too, and not only what is left at the end
     * @param trace where to write what happens; null for nowhere
     */
    static Outcome play(
            SimulatedHistory history, EngineVariation variation, boolean strict, @Nullable PrintStream trace) {
        SimulatedWorld world = new SimulatedWorld(history, variation, strict, trace);
        world.play();
        return new Outcome(
                history,
                world.laws.problems(),
                world.codes,
                world.time.nanos(),
                world.server.folders().size());
    }

    private void play() {
        RandomGenerator losses = new SplittableRandom(~history.seed());
        for (List<Launch> round : history.rounds()) {
            time.after(losses.nextLong(LATEST_COPY), database::saveCopy);
            run(round);
            if (history.losses() && losses.nextBoolean()) {
                trace(() -> "the database is replaced by a copy");
                database.restoreCopy();
            }
        }
        server.kind(history.server().honest());
        history.manifests().forEach(this::finish);
        laws.check();
    }

    private void finish(SortedSet<String> paths) {
        int code = SimulatedProcess.RUNNING;
        for (int i = 0; i < MOST_FINAL_RUNS && code != SimulatedProcess.DONE; i++) {
            long delay = code == SimulatedProcess.STOPPED ? LATER : 0;
            SimulatedProcess process =
                    run(List.of(Launch.undisturbed(delay, paths))).get(0);
            code = process.code();
        }
        laws.onFinished(database.manifest(database.register(paths)), code);
    }

    /** Lets processes run until all have ended, and nothing more happens. */
    private List<SimulatedProcess> run(List<Launch> launches) {
        List<SimulatedProcess> processes = launches.stream()
                .map(launch -> new SimulatedProcess(this, launch))
                .toList();
        boolean more = true;
        while (more) {
            more = time.next();
            if (++events > MOST_EVENTS) {
                throw new AssertionError("endless: " + history);
            }
        }
        for (SimulatedProcess process : processes) {
            codes.add(process.code());
            if (process.code() == SimulatedProcess.DEFECT || process.code() == SimulatedProcess.RUNNING) {
                laws.problem("manifest " + process.manifest() + " ended with exit code " + process.code() + ": "
                        + process.failure());
            }
        }
        return processes;
    }

    /** Writes a line of the trace, if there is one. */
    void trace(Supplier<String> line) {
        if (trace != null) {
            trace.printf("%,8d %s%n", (time.nanos() - VirtualTime.START) / 1_000, line.get());
        }
    }

    SimulatedHistory history() {
        return history;
    }

    EngineVariation variation() {
        return variation;
    }

    RandomGenerator random() {
        return random;
    }

    VirtualTime time() {
        return time;
    }

    SimulatedDatabase database() {
        return database;
    }

    MemorySharedStore texts() {
        return texts;
    }

    SimulatedServer server() {
        return server;
    }

    SimulatedLaws laws() {
        return laws;
    }

    RunSettings settings() {
        return settings;
    }
}
