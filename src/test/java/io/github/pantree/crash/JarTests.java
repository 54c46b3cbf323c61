package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests the jar as a process: exit codes, streams, kills. */
@Tag("jar")
final class JarTests {

    private static final int FOLDERS = 120;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SOME_ROOM = 40_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "after-intent, REJECT, 0",
        "after-intent, RENAME, 1000",
        "after-answer, RETURN, 0",
        "after-answer, RENAME, 1000",
        "before-record, REJECT, 1000",
        "before-record, RENAME, 0",
        "before-record, RETURN, 1000",
        "after-record, RENAME, 0"
    })
    void resumesAfterAKillAt(String point, OnDuplicate onDuplicate, int lagMillis) throws Exception {
        try (Simulator simulator = start(onDuplicate, lagMillis, "")) {
            Path manifest = manifest();
            int killed = new Jar(folder)
                    .withJavaOption("-Dpantree.test.kill=" + point + ":1")
                    .run(run(simulator, manifest));
            assertThat(killed).isEqualTo(137);
            assertThat(new Jar(folder).run(run(simulator, manifest))).isZero();
            assertExactlyOnce(simulator);
        }
    }

    @Test
    void sigtermDoesNotWaitForAnApiThatHangs() throws Exception {
        try (Simulator simulator = start(OnDuplicate.REJECT, 0, "hang=1")) {
            Jar jar = new Jar(folder);
            Process process = jar.start(run(simulator, manifest()));
            Jar.await(process, () -> simulator.stats().listCalls() > 0);
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(5);
        }
    }

    @Test
    void sigtermStopsAWait() throws Exception {
        try (Simulator simulator = start(OnDuplicate.REJECT, 0, "hang=1")) {
            Process first = new Jar(Files.createDirectory(folder.resolve("first"))).start(run(simulator, manifest()));
            Jar.await(first, () -> simulator.stats().listCalls() > 0);
            Jar second = new Jar(folder);
            List<String> waiting = new ArrayList<>(List.of(run(simulator, manifest())));
            waiting.add("--wait");
            Process waits = second.start(waiting.toArray(String[]::new));
            Jar.await(waits, () -> second.stderr().contains("Waiting"));
            waits.destroy();
            assertThat(Jar.end(waits)).as(second.stderr()).isEqualTo(5);
            first.destroyForcibly();
        }
    }

    @Test
    void sigtermStopsGracefully() throws Exception {
        try (Simulator simulator = start(OnDuplicate.REJECT, 0, "")) {
            Path manifest = manifest();
            Jar jar = new Jar(folder);
            Process process = jar.start(run(simulator, manifest));
            Jar.await(process, () -> simulator.stats().mkdirCalls() >= 20);
            process.destroy();
            assertThat(Jar.end(process)).isEqualTo(5);
            assertThat(jar.stdout()).contains("stopped", "Run the same command to resume");
            assertThat(Files.readString(folder.resolve("out/summary.json"))).contains("\"exit_code\":5");
            assertThat(new Jar(folder).run(run(simulator, manifest))).isZero();
            assertThat(simulator.stats().mkdirCalls())
                    .as("nothing was left in doubt")
                    .isEqualTo(FOLDERS);
        }
    }

    @Test
    void aFullDiskAtTheStartLosesNothing() throws Exception {
        try (Simulator simulator = start(OnDuplicate.RENAME, 0, "")) {
            Path manifest = manifest();
            assertThat(new Jar(folder).run(run(simulator, refusedManifest()))).isEqualTo(3);
            long size = Files.size(folder.resolve("home/pantree.mv.db"));
            Jar jar = new Jar(folder).withFilesOfAtMost(size + SOME_ROOM);
            assertThat(jar.run(run(simulator, manifest))).isEqualTo(5);
            assertReportsThatTheDiskIsFull(jar);
            assertThat(new Jar(folder).run(run(simulator, manifest))).isZero();
            assertExactlyOnce(simulator);
        }
    }

    @Test
    void aFullDiskDuringTheRunLosesNothing() throws Exception {
        try (Simulator simulator = start(OnDuplicate.RENAME, 0, "")) {
            String[] slowly = run(simulator, manifest());
            slowly[slowly.length - 1] = "20";
            Jar jar = new Jar(folder);
            Process process = jar.start(slowly);
            Jar.await(process, () -> simulator.stats().mkdirCalls() >= 20);
            Jar.limitFiles(process, Files.size(folder.resolve("home/pantree.mv.db")));
            assertThat(Jar.end(process)).isEqualTo(5);
            assertReportsThatTheDiskIsFull(jar);
            Jar still = new Jar(folder).withFilesOfAtMost(Files.size(folder.resolve("home/pantree.mv.db")));
            assertThat(still.run(run(simulator, manifest()))).isEqualTo(5);
            assertReportsThatTheDiskIsFull(still);
            assertThat(new Jar(folder).run(run(simulator, manifest()))).isZero();
            assertExactlyOnce(simulator);
        }
    }

    @Test
    void aFullDiskDuringAPurgeLosesNothing() throws Exception {
        try (Simulator simulator = start(OnDuplicate.RENAME, 0, "")) {
            assertThat(new Jar(folder).run(run(simulator, manifest()))).isZero();
            execute("update batch_job_execution set end_time = dateadd(day, -2, end_time)");
            String[] purge = {"purge", "--older-than", "1d", "--home", "home"};
            Jar full = new Jar(folder).withFilesOfAtMost(Files.size(folder.resolve("home/pantree.mv.db")));
            assertThat(full.run(purge)).isEqualTo(5);
            assertReportsThatTheDiskIsFull(full);
            Jar jar = new Jar(folder);
            assertThat(jar.run(purge)).isZero();
            assertThat(jar.stdout()).contains("deleted 1 run");
        }
    }

    private static void assertReportsThatTheDiskIsFull(Jar jar) throws IOException {
        assertThat(jar.stderr())
                .contains("the database in pantree.home", "no data is lost", "run the same command again")
                .doesNotContain("\tat ");
    }

    @Test
    void separatesStreamsAndRestrictsFiles() throws Exception {
        try (Simulator simulator = start(OnDuplicate.REJECT, 0, "")) {
            Jar jar = new Jar(folder);
            String[] command = run(simulator, manifest());
            String[] json = Arrays.copyOf(command, command.length + 1);
            json[command.length] = "--json";
            assertThat(jar.run(json)).isZero();
            assertThat(jar.stdout()).startsWith("{\"run\":").endsWith("}\n").doesNotContain("simulator-token");
            assertThat(jar.stdout().lines()).hasSize(1);
            assertThat(jar.stderr()).doesNotContain("simulator-token", "Exception");
            for (String file : new String[] {"home/pantree.mv.db", "out/result.csv", "out/summary.json"}) {
                assertThat(rights(file)).as(file).isEqualTo("rw-------");
            }
            assertThat(rights("home")).isEqualTo("rwx------");
            assertThat(folder.resolve("home/lock")).as("deleted with its lock").doesNotExist();
            assertThat(jar.run("status", "--home", "home")).isZero();
            assertThat(jar.stdout()).contains("completed", FOLDERS + " created");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge-files", "purge-records"})
    void aKilledPurgeIsFinishedByTheNext(String point) throws Exception {
        try (Simulator simulator = start(OnDuplicate.REJECT, 0, "")) {
            assertThat(new Jar(folder).run(run(simulator, manifest()))).isZero();
            execute("update batch_job_execution set end_time = dateadd(day, -2, end_time)");
            Jar jar = new Jar(folder);
            String[] purge = {"purge", "--older-than", "1d", "--home", "home", "--json"};
            assertThat(new Jar(folder)
                            .withJavaOption("-Dpantree.test.kill=" + point + ":0")
                            .run(purge))
                    .isEqualTo(137);
            assertThat(jar.run(purge)).isZero();
            assertThat(jar.run("status", "--home", "home", "--json")).isZero();
            assertThat(jar.stdout()).contains("\"runs\":[]");
            assertThat(rowsOfManifests()).isZero();
            assertThat(new Jar(folder).run(run(simulator, manifest()))).isZero();
            assertThat(Files.readString(folder.resolve("out/summary.json"))).contains("\"existed\":" + FOLDERS);
            assertExactlyOnce(simulator);
        }
    }

    @Test
    void logsAreJsonIfConfigured() throws Exception {
        try (Simulator simulator = start(OnDuplicate.REJECT, 0, "error-after=0.1")) {
            Jar jar = new Jar(folder).with("PANTREE_LOG_FORMAT", "text");
            String[] command = run(simulator, manifest());
            String[] json = Arrays.copyOf(command, command.length + 3);
            System.arraycopy(new String[] {"--log-format", "json", "--json"}, 0, json, command.length, 3);
            assertThat(jar.run(json)).isZero();
            List<JsonNode> lines = jar.stderr().lines().map(JSON::readTree).toList();
            assertThat(lines).allMatch(line -> line.path("message").isString());
            assertThat(lines)
                    .anyMatch(line -> line.path("row").intValue(0) > 1
                            && line.path("run").stringValue("").endsWith("-1")
                            && line.path("folder").stringValue("").startsWith("/目录"));
            assertThat(jar.run("run", "missing.csv", "--home", "home", "--log-format=json"))
                    .isEqualTo(2);
            assertThat(JSON.readTree(jar.stderr()).path("level").stringValue()).isEqualTo("ERROR");
            assertThat(jar.run("status", "--home", "home", "--log-format", "xml"))
                    .isEqualTo(2);
            assertThat(jar.stderr()).contains("pantree.log-format");
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Without names and dirIDs of created folders, which stay. */
    private long rowsOfManifests() throws Exception {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("select count(*) from folder where path <> '' or line is not null")) {
            count.next();
            return count.getLong(1);
        }
    }

    private Connection database() throws Exception {
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("home/pantree"));
    }

    @Test
    void reportsAWrongCommandLine() throws Exception {
        Jar jar = Jar.runnable(folder);
        assertThat(jar.run()).isEqualTo(2);
        assertThat(jar.stdout()).contains("Usage:", "simulator", "Exit codes");
        assertThat(jar.run("run", "missing.csv", "--home", "home")).isEqualTo(2);
        assertThat(jar.stderr()).contains("missing.csv").doesNotContain("\tat ");
        assertThat(jar.run("run", manifest().toString(), "--home", "home", "--rate", "x"))
                .isEqualTo(2);
        assertThat(jar.stderr()).contains("pantree.rate").doesNotContain("\tat ");
        assertThat(jar.run("run", "--job", "nightly", "--home", "home")).isEqualTo(2);
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void theDemoWorksFromTheJarAlone() throws Exception {
        Jar jar = Jar.runnable(folder).withJavaOption("-Djava.io.tmpdir=" + folder);
        assertThat(jar.run("demo")).isZero();
        assertThat(jar.stdout()).contains("商品图库", "└─", "completed", "results");
    }

    private static Simulator start(OnDuplicate onDuplicate, int lagMillis, String faults) throws IOException {
        return Simulator.start(SimulatorSettings.defaults()
                .withOnDuplicate(onDuplicate)
                .withLatency(Duration.ofMillis(10))
                .withListLag(Duration.ofMillis(lagMillis))
                .withFaults(faults.isEmpty() ? Faults.NONE : Faults.parse(faults)));
    }

    private Path manifest() throws IOException {
        String rows = IntStream.range(0, FOLDERS)
                .mapToObj(i -> "k" + i + "," + (i < 3 ? "" : "k" + i / 3) + ",目录" + i)
                .sorted()
                .collect(Collectors.joining("\n", "key,parent_key,name\n", "\n"));
        return Files.writeString(folder.resolve("manifest.csv"), rows);
    }

    /** A manifest for which a home is created but nothing is sent. */
    private Path refusedManifest() throws IOException {
        return Files.writeString(folder.resolve("refused.csv"), "path\n/a?b\n");
    }

    private static String[] run(Simulator simulator, Path manifest) {
        return new String[] {
            "run",
            manifest.toString(),
            "--base-url",
            simulator.baseUrl(),
            "--home",
            "home",
            "--out",
            "out",
            "--names-per-call",
            "1",
            "--rate",
            "100"
        };
    }

    private void assertExactlyOnce(Simulator simulator) throws IOException {
        assertThat(simulator.folders()).as("no folder twice, none renamed").hasSize(FOLDERS);
        Set<String> dirIds = Files.readAllLines(folder.resolve("out/result.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> cells[1] + "=" + cells[3])
                .collect(Collectors.toSet());
        Set<String> remote = simulator.tree().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.toSet());
        assertThat(dirIds).isEqualTo(remote);
    }

    private String rights(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }
}
