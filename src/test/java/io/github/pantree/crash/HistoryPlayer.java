package io.github.pantree.crash;

import io.github.pantree.crash.History.Launch;
import io.github.pantree.crash.History.Step;
import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.Simulator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays one history with real processes. */
final class HistoryPlayer {

    private static final int MOST_LAST_RUNS = 4;
    private static final int FAILED_ROWS = 4;
    private static final int REFUSED = 2;
    private static final long LOST_BYTES = 64 * 1024;

    /** A running process. */
    private record Running(Launch launch, Jar jar, Path out, Process process, long callsBefore) {}

    private final History history;
    private final Path folder;
    private final Simulator simulator;
    private final @Nullable TestPostgres postgres;
    private final HistoryOutcome outcome = new HistoryOutcome();
    private final List<Set<String>> manifests;
    private boolean damaged;
    private int processes;

    private HistoryPlayer(History history, Path folder, Simulator simulator) throws SQLException {
        this.history = history;
        this.folder = folder;
        this.simulator = simulator;
        postgres = history.postgres() ? TestPostgres.create() : null;
        manifests = new ArrayList<>(history.manifests());
    }

    /** @param folder an empty folder for homes, manifests and output */
    static HistoryOutcome play(History history, Path folder) throws Exception {
        try (Simulator simulator = Simulator.start(history.simulator())) {
            HistoryPlayer player = new HistoryPlayer(history, folder, simulator);
            try {
                player.play();
            } catch (IOException | IllegalStateException e) {
                // Exit code 0 without a result file, or a process that does not end.
                player.outcome.problem(e.toString());
            }
            return player.outcome;
        }
    }

    private void play() throws Exception {
        manifests.forEach(outcome::asked);
        for (Step step : history.steps()) {
            play(step);
        }
        simulator.commitLate();
        simulator.setFaults(Faults.NONE);
        Set<String> done = new HashSet<>();
        for (int manifest = 0; manifest < manifests.size(); manifest++) {
            if (isDone(manifest)) {
                done.addAll(manifests.get(manifest));
            }
        }
        outcome.compare(done, simulator.folders());
    }

    private void play(Step step) throws Exception {
        if (step instanceof Step.Runs runs) {
            run(runs.launches());
        } else if (step instanceof Step.Rows rows) {
            manifests.set(rows.manifest(), rows.paths());
            outcome.asked(rows.paths());
        } else if (step instanceof Step.TruncateDatabase) {
            truncate();
        } else if (step instanceof Step.CopyDatabase) {
            Files.copy(database(), copy());
        } else if (step instanceof Step.RestoreDatabase) {
            Files.copy(copy(), database(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path database() {
        return folder.resolve("home/pantree.mv.db");
    }

    private Path copy() {
        return folder.resolve("copy");
    }

    /** Runs the manifest until nothing is left to do, or a process reports that rows need manual review. */
    private boolean isDone(int manifest) throws Exception {
        int code = -1;
        for (int left = MOST_LAST_RUNS; left > 0 && code != 0; left--) {
            code = run(List.of(new Launch(manifest, "", 0)));
        }
        if (code != 0 && !(code == FAILED_ROWS && history.trouble().mayFailRows())) {
            outcome.problem(
                    "manifest %d is not done after %d runs: exit code %d".formatted(manifest, MOST_LAST_RUNS, code));
        }
        return code == 0;
    }

    /** Returns the exit code of the last process. */
    private int run(List<Launch> launches) throws Exception {
        List<Running> all = new ArrayList<>();
        try {
            for (Launch launch : launches) {
                all.add(start(launch));
            }
            List<Thread> killers = all.stream().map(this::killer).toList();
            int code = 0;
            for (Running running : all) {
                code = end(running);
            }
            for (Thread killer : killers) {
                killer.join();
            }
            return code;
        } finally {
            all.forEach(running -> running.process.destroyForcibly());
        }
    }

    private int end(Running running) throws Exception {
        int code = Jar.end(running.process);
        outcome.ended(code, damaged, running.jar.stderr());
        if (code == 0) {
            outcome.claimed(result(running.out), simulator.folders());
        } else if (code == FAILED_ROWS) {
            outcome.reported(Files.readAllLines(running.out.resolve("result.csv")));
        } else if (code == REFUSED && damaged) {
            // As the message says.
            Files.move(database(), folder.resolve("damaged" + processes));
        }
        return code;
    }

    private Running start(Launch launch) throws IOException {
        Path own = Files.createDirectories(folder.resolve("process" + processes++));
        Path manifest = Files.writeString(
                folder.resolve("manifest" + launch.manifest() + ".csv"),
                "path\n" + String.join("\n", manifests.get(launch.manifest())) + "\n");
        Path out = own.resolve("out");
        Path home = postgres == null ? folder.resolve("home") : folder.resolve("home" + launch.manifest());
        Jar jar = new Jar(own).with("PANTREE_REQUEST_TIMEOUT", "2s");
        if (!launch.failpoint().isEmpty()) {
            jar.withJavaOption("-Dpantree.test.kill=" + launch.failpoint());
        }
        if (postgres != null) {
            jar.with("SPRING_DATASOURCE_URL", postgres.url()).withJavaOption("-Djava.io.tmpdir=" + own);
        }
        long calls = simulator.stats().mkdirCalls();
        String[] command = {
            "run",
            manifest.toString(),
            "--base-url",
            simulator.baseUrl(),
            "--home",
            home.toString(),
            "--out",
            out.toString(),
            "--rate",
            "40",
            "--names-per-call",
            history.seed() % 3 == 0 ? "1" : "auto",
            "--wait"
        };
        return new Running(launch, jar, out, jar.start(command), calls);
    }

    private Thread killer(Running running) {
        Thread thread = new Thread(() -> killAfterCalls(running), "killer");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void killAfterCalls(Running running) {
        int calls = running.launch.killAfterCalls();
        if (calls > 0) {
            try {
                Jar.await(running.process, () -> simulator.stats().mkdirCalls() >= running.callsBefore + calls);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            running.process.destroyForcibly();
        }
    }

    private void truncate() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
            if (file.length() > LOST_BYTES) {
                file.setLength(file.length() - LOST_BYTES);
                damaged = true;
            }
        }
    }

    private static Map<String, String> result(Path out) throws IOException {
        Map<String, String> dirIds = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(out.resolve("result.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            dirIds.put(cells[1], cells[3]);
        }
        return dirIds;
    }
}
