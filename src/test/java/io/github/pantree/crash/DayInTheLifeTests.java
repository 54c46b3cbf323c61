package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An unattended day, in seconds: a schedule, an inbox, valid and invalid manifests, an API outage, and a killed
 * process. The received notifications are written to {@code target/day-in-the-life.txt}.
 */
@Tag("jar")
class DayInTheLifeTests {

    private static final Path REPORT = Path.of("target", "day-in-the-life.txt");
    private static final Duration TIME_LIMIT = Duration.ofSeconds(90);
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/actuator");
    private static final Pattern RUN = Pattern.compile("\"run\":\"([^\"]+)\"");
    private static final Pattern MANIFEST = Pattern.compile("\"manifest\":\"[^\"]*/([^\"]+)\"");
    private static final Pattern EVENT = Pattern.compile("\"event\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private final List<String> notifications = Collections.synchronizedList(new ArrayList<>());
    private HttpServer webhook;
    private Simulator simulator;
    private Jar jar;
    private Process serving;

    @BeforeEach
    void startServices() throws IOException {
        simulator = Simulator.start(SimulatorSettings.defaults().withLatency(Duration.ofMillis(5)));
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/ops", exchange -> {
            try (exchange) {
                notifications.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        webhook.start();
        Path jobs = Files.createDirectory(folder.resolve("jobs"));
        Files.writeString(
                jobs.resolve("inbox.yml"),
                definition(folder.resolve("in").toString(), "*/2 * * * * *") + "  rate: 200\n  names-per-call: 10\n");
        jar = new Jar(folder).with("PANTREE_HOME", folder.resolve("home").toString());
        serving = jar.start("serve", "--port", "0");
    }

    private String definition(String inbox, String schedule) {
        return """
                pantree:
                  description: Whatever the editors drop
                  inbox: %s
                  stable-for: 300ms
                  schedule: "%s"
                  zone: Asia/Shanghai
                  base-url: %s
                  max-outage: 3s
                  notify:
                    - kind: json
                      url: http://127.0.0.1:%d/ops
                """.formatted(
                inbox, schedule, simulator.baseUrl(), webhook.getAddress().getPort());
    }

    @AfterEach
    void night() {
        serving.destroyForcibly();
        webhook.stop(0);
        simulator.close();
    }

    private void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TIME_LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "Not within " + TIME_LIMIT + ": " + what + "\n" + jar.stderr() + "\n" + notifications);
            }
            assertThat(serving.waitFor(50, TimeUnit.MILLISECONDS))
                    .as("it keeps serving: %s", jar.stderr())
                    .isFalse();
        }
    }

    private boolean exists(String file) {
        return Files.exists(folder.resolve("in").resolve(file));
    }

    /** Like a tool that writes elsewhere and then renames the file. */
    private void drop(String name, Stream<String> rows) throws IOException {
        Path part = folder.resolve("in").resolve(name + ".part");
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(part, "path\n" + rows.collect(Collectors.joining("\n")) + "\n");
        Files.move(part, part.resolveSibling(name));
    }

    private static Stream<String> rows(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> "/" + name + "/" + i % 7 + "/" + i);
    }

    private String get(String path) throws Exception {
        Matcher url = URL.matcher(jar.stderr());
        assertThat(url.find()).isTrue();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url.group() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void everyFolderExistsOnceAndEveryFileIsInItsPlace() throws Exception {
        until("it serves", () -> URL.matcher(jar.stderr()).find());
        assertThat(get("/health/readiness")).contains("\"status\":\"UP\"");

        drop("good.csv", rows("good", 20));
        drop("bad.csv", Stream.of("/bad/a?b", "/bad//c"));
        until("both are done with", () -> exists("done/good.csv") && exists("failed/bad.csv"));

        simulator.setFaults(Faults.parse("drop-before=1"));
        drop("later.csv", rows("later", 20));
        until(
                "the outage is sent",
                () -> notifications.stream().anyMatch(body -> body.contains("\"event\":\"stopped\"")));
        assertThat(exists("working/later.csv")).isTrue();
        simulator.setFaults(Faults.parse(""));
        until("it resumed by itself", () -> exists("done/later.csv"));

        long before = simulator.stats().mkdirCalls();
        simulator.setFaults(Faults.parse("drop-after=0.05"));
        drop("big.csv", rows("big", 700));
        until("half of it is sent", () -> simulator.stats().mkdirCalls() > before + 30);
        serving.destroyForcibly();
        assertThat(Jar.end(serving)).isEqualTo(137);
        assertThat(exists("working/big.csv")).isTrue();
        String firstLog = jar.stderr();
        serving = jar.start("serve", "--port", "0");
        until("the killed run was resumed", () -> exists("done/big.csv"));
        drop("again.csv", rows("good", 20));
        until("the same content is recognised", () -> exists("done/again.csv"));
        until("all are notified", () -> count("\"event\":\"success\"") == 4);

        String metrics = get("/prometheus");
        assertThat(metrics)
                .contains(
                        "pantree_folders_total{state=\"created\"}",
                        "pantree_calls_seconds_count{kind=\"mkdir\",outcome=\"ok\"}",
                        "pantree_rate",
                        "spring_batch_job");
        serving.destroy();
        assertThat(Jar.end(serving)).isZero();
        keep(firstLog, metrics);

        assertThat(simulator.tree()).hasSize(3 + 3 * 7 + 20 + 20 + 700);
        assertThat(simulator.stats().renamed()).isZero();
        assertThat(files())
                .containsExactly("done/again.csv", "done/big.csv", "done/good.csv", "done/later.csv", "failed/bad.csv");
        assertEachNoticeOnce();
        assertThat(new Jar(folder)
                        .with("PANTREE_HOME", folder.resolve("home").toString())
                        .run("jobs"))
                .isZero();
    }

    @Test
    void threeMachinesShareADatabaseAndOneOfThemDies() throws Exception {
        TestPostgres postgres = TestPostgres.create();
        List<Jar> machines = new ArrayList<>();
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            Path own = folder.resolve(name);
            Files.createDirectories(own.resolve("jobs"));
            Files.writeString(own.resolve("jobs/evening.yml"), definition("in", "* * * * *"));
            Path in = Files.createDirectory(own.resolve("in"));
            Files.writeString(
                    in.resolve(name + ".csv"), "path\n" + rows(name, 60).collect(Collectors.joining("\n")) + "\n");
            Jar machine = new Jar(own)
                    .with("SPRING_DATASOURCE_URL", postgres.url())
                    .with("PANTREE_HOME", own.resolve("home").toString())
                    .with("PANTREE_RATE", "20")
                    .with("PANTREE_NAMES_PER_CALL", "1")
                    .withJavaOption("-Djava.io.tmpdir=" + own);
            machines.add(machine);
            processes.add(machine.start("run", "--job", "evening"));
        }
        until("all are at work", () -> simulator.stats().mkdirCalls() > 30);
        processes.get(0).destroyForcibly();
        assertThat(Jar.end(processes.get(0))).isEqualTo(137);
        processes.set(0, machines.get(0).start("run", "--job", "evening", "--wait"));
        for (int i = 0; i < processes.size(); i++) {
            assertThat(Jar.end(processes.get(i))).as(machines.get(i).stderr()).isZero();
        }
        assertThat(simulator.tree()).hasSize(3 * (1 + 7 + 60));
        assertThat(simulator.stats().mostCallsInASecond()).isLessThanOrEqualTo(20);
        for (String name : List.of("one", "two", "three")) {
            assertThat(folder.resolve(name).resolve("in/done").resolve(name + ".csv"))
                    .exists();
        }
        assertThat(notifications).hasSize(3).allMatch(body -> body.contains("\"event\":\"success\""));
    }

    private long count(String part) {
        return List.copyOf(notifications).stream()
                .filter(body -> body.contains(part))
                .count();
    }

    /** The manifests in the inbox, without their results. */
    private List<String> files() throws IOException {
        Path in = folder.resolve("in");
        try (Stream<Path> files = Files.walk(in)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> in.relativize(file).toString())
                    .filter(name -> name.indexOf('.') == name.lastIndexOf('.'))
                    .sorted()
                    .toList();
        }
    }

    private void assertEachNoticeOnce() {
        Map<String, Integer> told = new HashMap<>();
        for (String body : List.copyOf(notifications)) {
            Matcher run = RUN.matcher(body);
            Matcher event = EVENT.matcher(body);
            Matcher manifest = MANIFEST.matcher(body);
            assertThat(event.find()).isTrue();
            assertThat(manifest.find()).isTrue();
            told.merge(
                    event.group(1) + " " + (run.find() ? run.group(1) : body) + " " + manifest.group(1),
                    1,
                    Integer::sum);
        }
        assertThat(told)
                .allSatisfy((notice, times) -> assertThat(times).as(notice).isEqualTo(1));
        assertThat(told.keySet())
                .filteredOn(notice -> notice.startsWith("success"))
                .hasSize(4);
        assertThat(told.keySet())
                .filteredOn(notice -> notice.startsWith("failed"))
                .hasSize(1);
    }

    private void keep(String firstLog, String metrics) throws IOException {
        Files.writeString(
                REPORT,
                "== log until the kill\n" + firstLog + "\n== log after it\n" + jar.stderr() + "\n== notifications\n"
                        + String.join("\n", notifications) + "\n\n== metrics\n" + metrics);
    }
}
