package io.github.pantree.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReader;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the cost of a run, and beside it a lower bound for the same work on the same machine at the same time.
 * Prints figures; asserts that the work was done, but not how long it took. {@code ./mvnw verify -Pbench}
 */
@Tag("bench")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Benchmarks {

    private static final Table TABLE = new Table("Runs, beside a lower bound");
    private static final int MILLION = 1_000_000;
    private static final double START_TARGET = Runtime.version().feature() < 25 ? 1.0 : 0.8;
    private static final double DATABASE_TARGET = 500;
    private static final double MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    private Manifests manifests;

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
    void startToFirstCall() throws Exception {
        for (String how : List.of("java -jar", "bin/pantree")) {
            double[] seconds = new double[3];
            for (int i = 0; i < seconds.length; i++) {
                try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
                    Path manifest = manifests.tree("start" + how.length() + i, 1, 5);
                    Command run = how.startsWith("java") ? Command.jar(folder) : Command.launcher(folder);
                    run.run(simulator, manifest, "--rate", "5");
                    seconds[i] = run.untilFirst();
                }
            }
            Arrays.sort(seconds);
            TABLE.ratio("start to first mkdir: " + how, seconds[1], "target", START_TARGET, "s");
        }
    }

    @Test
    @Order(2)
    void siblingsUnderALimit() throws Exception {
        SimulatorSettings limited = SimulatorSettings.defaults().withRate(20).withLatency(Duration.ofMillis(50));
        try (Simulator simulator = Simulator.start(limited)) {
            Command run = Command.launcher(folder);
            run.run(simulator, manifests.tree("siblings", 10, 100), "--rate", "20");
            TABLE.line(
                    "1,000 folders as 10 x 100, 20/s, 50 ms, arrays",
                    "%d calls (bound 11), %d x 429, whole process %.1f s",
                    simulator.stats().mkdirCalls(),
                    simulator.stats().limited(),
                    run.whole());
        }
        try (Simulator simulator = Simulator.start(limited)) {
            Command run = Command.launcher(folder);
            run.run(simulator, manifests.tree("single", 10, 100), "--rate", "20", "--names-per-call", "1");
            long calls = simulator.stats().mkdirCalls();
            TABLE.line(
                    "the same, one name a call",
                    "%d calls, %.1f %% of the limit used, %d x 429, whole process %.1f s",
                    calls,
                    100 * calls / 20.0 / (run.firstToLast() + 1 / 20.0),
                    simulator.stats().limited(),
                    run.whole());
        }
    }

    @Test
    @Order(3)
    void deepAndWideWithoutALimit() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults().withLatency(Duration.ofMillis(50)))) {
            Path manifest = manifests.fanout("fanout", 10, 2_000);
            Command run = Command.launcher(folder);
            run.run(simulator, manifest, "--rate", "10000", "--names-per-call", "1", "--concurrency", "64");
            double bound = Math.max(6 * 0.05, 2_000 * 0.05 / 64);
            TABLE.ratio(
                    "2000 folders behind 50 ms; 64 in flight; first to last call",
                    run.firstToLast(),
                    "bound",
                    bound,
                    "s");
        }
    }

    @Test
    @Order(4)
    void againstABareLoop() throws Exception {
        double bare;
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            bare = bareLoop(simulator, 20_000);
        }
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            Command run = Command.launcher(folder);
            run.run(simulator, manifests.tree("loop", 200, 99), "--rate", "10000", "--names-per-call", "1");
            double rate = simulator.stats().mkdirCalls() / run.firstToLast();
            TABLE.ratio("20000 folders without latency; a call", 1e6 / rate, "bare HttpClient loop", 1e6 / bare, "us");
        }
    }

    @Test
    @Order(5)
    void aMillion() throws Exception {
        Path hundredThousand = manifests.shuffled("plan100k", MILLION / 10);
        Path million = manifests.shuffled("million", MILLION);
        double read = seconds(() -> readAlone(million));
        double small;
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            Command run = Command.launcher(folder);
            assertThat(run.pantree(simulator, "plan", hundredThousand, folder.resolve("home100k")))
                    .isZero();
            small = run.whole();
            run = Command.launcher(folder);
            assertThat(run.pantree(simulator, "plan", million, folder.resolve("homeplan")))
                    .isZero();
            TABLE.ratio("plan of 1000000 shuffled rows (512 MB)", run.whole(), "OpenCSV alone", read, "s");
            TABLE.ratio("plan of 1000000 shuffled rows: size", run.whole(), "100,000 rows", small, "s");
        }
        // Ten rows fail at first, since files have their names.
        SimulatorSettings plain = SimulatorSettings.defaults();
        try (Simulator simulator = Simulator.start(plain)) {
            List<String> inTheWay = IntStream.range(0, 10)
                    .mapToObj(i -> simulator.addFile("", "late" + i))
                    .toList();
            Path home = folder.resolve("home1m");
            Command first = Command.launcher(folder);
            assertThat(first.pantree(simulator, "run", million, home, "--rate", "10000"))
                    .isEqualTo(4);
            long size = Files.size(home.resolve("pantree.mv.db"));
            delete(simulator, inTheWay);
            Command resumed = Command.launcher(folder);
            assertThat(resumed.pantree(simulator, "run", million, home, "--rate", "10000"))
                    .isZero();
            double calls = simulator.stats().mkdirCalls() / 100.0;
            TABLE.ratio("1000000 folders; arrays of 100 (512 MB)", first.whole(), "100 calls/s", calls, "s");
            TABLE.ratio("database of 1000000 folders", size / MEGABYTE, "target", DATABASE_TARGET, "MB");
            Command empty = Command.launcher(folder);
            empty.run(simulator, manifests.tree("empty", 1, 1));
            TABLE.ratio(
                    "resume of a million with 10 rows left",
                    resumed.whole(),
                    "a run of two folders",
                    empty.whole(),
                    "s");
            assertThat(simulator.tree())
                    .as("files, customers, regions, late ones, and the empty run")
                    .hasSize(999_990 + 10_000 + 20 + 10 + 2);
        }
    }

    private static double bareLoop(Simulator simulator, int calls) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        long start = System.nanoTime();
        for (int i = 0; i < 16; i++) {
            threads.execute(() -> {
                for (int call = next.incrementAndGet(); call <= calls; call = next.incrementAndGet()) {
                    post(client, simulator, "/upload/v1/oss/file/mkdir", mkdir(call));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        return calls / ((System.nanoTime() - start) / 1e9);
    }

    private static String mkdir(int call) {
        return "{\"name\":\"bare" + call + "\",\"parentID\":\"\",\"type\":1}";
    }

    private static void post(HttpClient client, Simulator simulator, String path, String body) {
        try {
            client.send(
                    HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                            .header("Platform", "open_platform")
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer simulator-token")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Simulator simulator, List<String> ids) {
        String body = "{\"fileIDs\":[\"" + String.join("\",\"", ids) + "\"]}";
        post(HttpClient.newHttpClient(), simulator, "/api/v1/oss/file/delete", body);
    }

    /** Work to be timed. */
    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void readAlone(Path file) throws Exception {
        try (CSVReader reader = Manifests.openCsv(file)) {
            while (reader.readNext() != null) {
                // Only read.
            }
        }
    }
}
