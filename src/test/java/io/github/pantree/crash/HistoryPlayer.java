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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Plays one history with real processes. */
final class HistoryPlayer {

    /**
     * How long the first calls of processes wait for each other. The claims let only one process call at a time, so
     * longer ones would only delay the histories of the product.
     */
    static final Duration SHORT_MEETING = Duration.ofMillis(1_500);

    /** More than a meeting and the simulator's latency. */
    private static final Duration TIMEOUT_AFTER_MEETING = Duration.ofMillis(500);

    private static final int MOST_LAST_RUNS = 4;
    private static final int FAILED_ROWS = 4;
    private static final int REFUSED = 2;
    private static final long LOST_BYTES = 64 * 1024;

    /** A running process, and what its calls pass. */
    private record Running(Jar jar, Path out, Process process, CallGate gate) {}

    private final History history;
    private final Path folder;
    private final List<String> program;
    private final Duration longestMeeting;
    private final Simulator simulator;
    private final @Nullable TestPostgres postgres;
    private final CallLaws laws;
    private final HistoryOutcome outcome = new HistoryOutcome();
    private final List<Set<String>> manifests;
    /** In how many listings a folder was, or would have been. */
    private final Map<String, Integer> listings = new ConcurrentHashMap<>();

    private boolean damaged;
    private int processes;

    private HistoryPlayer(
            History history, Path folder, List<String> program, Duration longestMeeting, Simulator simulator)
            throws SQLException {
        this.history = history;
        this.folder = folder;
        this.program = program;
        this.longestMeeting = longestMeeting;
        this.simulator = simulator;
        postgres = history.postgres() ? TestPostgres.create() : null;
        laws = new CallLaws(postgres);
        manifests = new ArrayList<>(history.manifests());
    }

    /**
     * @param folder an empty folder for homes, manifests and output
     * @param program the arguments of {@code java} that start pantree
     * @param longestMeeting how long the first calls of processes that start together wait for each other
     */
    static HistoryOutcome play(History history, Path folder, List<String> program, Duration longestMeeting)
            throws Exception {
        try (Simulator simulator = Simulator.start(history.simulator())) {
            HistoryPlayer player = new HistoryPlayer(history, folder, program, longestMeeting, simulator);
            try {
                player.play();
            } catch (IOException | IllegalStateException e) {
                // Exit code 0 without a result file, or a process that does not end.
                player.outcome.problem(e.toString());
            } finally {
                player.laws.close();
            }
            player.laws.problems().forEach(player.outcome::problem);
            return player.outcome;
        }
    }

    private void play() throws Exception {
        manifests.forEach(outcome::asked);
        for (Step step : history.steps()) {
            if (laws.problems().isEmpty()) {
                play(step);
            }
        }
        if (laws.problems().isEmpty()) {
            finish();
        }
    }

    private void finish() throws Exception {
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
        if (code != 0 && !(code == FAILED_ROWS && history.disturbance().mayFailRows())) {
            outcome.problem(
                    "manifest %d is not done after %d runs: exit code %d".formatted(manifest, MOST_LAST_RUNS, code));
        }
        return code == 0;
    }

    /** Returns the exit code of the last process. */
    private int run(List<Launch> launches) throws Exception {
        List<Running> all = new ArrayList<>();
        CountDownLatch meeting = new CountDownLatch(launches.size());
        try {
            for (Launch launch : launches) {
                all.add(start(launch, meeting));
            }
            int code = 0;
            for (Running running : all) {
                code = end(running);
            }
            return code;
        } finally {
            all.forEach(running -> {
                running.process.destroyForcibly();
                running.gate.close();
            });
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

    private Running start(Launch launch, CountDownLatch meeting) throws IOException {
        Path own = Files.createDirectories(folder.resolve("process" + processes++));
        Path manifest = Files.writeString(
                folder.resolve("manifest" + launch.manifest() + ".csv"),
                "path\n" + String.join("\n", manifests.get(launch.manifest())) + "\n");
        Path out = own.resolve("out");
        Path home = postgres == null ? folder.resolve("home") : folder.resolve("home" + launch.manifest());
        CompletableFuture<Process> sender = new CompletableFuture<>();
        CallGate gate = CallGate.start(observer(launch, sender, meeting));
        Jar jar = new Jar(own, program)
                .with("PANTREE_REQUEST_TIMEOUT", String.valueOf(longestMeeting.plus(TIMEOUT_AFTER_MEETING)))
                .with("PANTREE_PROXY", gate.url());
        if (!launch.failpoint().isEmpty()) {
            jar.withJavaOption("-Dpantree.test.kill=" + launch.failpoint());
        }
        if (postgres != null) {
            jar.with("SPRING_DATASOURCE_URL", postgres.url()).withJavaOption("-Djava.io.tmpdir=" + own);
        }
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
        sender.complete(jar.start(command));
        return new Running(jar, out, sender.join(), gate);
    }

    /**
     * The first calls of processes that run at the same time wait for each other, so that calls for one folder meet
     * unless the processes prevent it. One that is killed at a call never receives its response, but the server
     * carries it out.
     */
    private CallGate.Observer observer(Launch launch, CompletableFuture<Process> sender, CountDownLatch meeting) {
        return new CallGate.Observer() {
            private final AtomicInteger calls = new AtomicInteger();

            @Override
            public Runnable onMkdir(String parentDirId, List<String> names) {
                Process process = sender.join();
                laws.arrived(process, parentDirId, names);
                int call = calls.incrementAndGet();
                if (call == launch.killAtCall()) {
                    process.destroyForcibly().onExit().join();
                }
                if (call == 1) {
                    meet(meeting);
                }
                return () -> laws.ended(process, parentDirId);
            }

            @Override
            public void onList(ArrayNode fileList) {
                fileList.removeIf(entry -> isHidden(entry.get("fileId").asString()));
            }
        };
    }

    private boolean isHidden(String dirId) {
        int hidden = history.disturbance().hiddenListings();
        return listings.merge(dirId, 1, Integer::sum) <= hidden;
    }

    private void meet(CountDownLatch meeting) {
        meeting.countDown();
        try {
            meeting.await(longestMeeting.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
