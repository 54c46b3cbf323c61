package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.postgres.TransactionPooler;
import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.StorageException;
import io.github.pantree.provisioning.history.RunOverview;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.testing.Await;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job repository and ledger on a real PostgreSQL. */
final class PostgresTests {

    private static final String MANIFEST = "path,note\n/a/b,one\n/c,two\n";
    private static final FolderCounts ALL = new FolderCounts(3, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private TestPostgres postgres;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private Simulator simulator;

    @SuppressWarnings("NullAway.Init") // before each test
    private HomeFixture fixture;

    @BeforeEach
    void open() throws Exception {
        postgres = TestPostgres.create();
        simulator = Simulator.start(SimulatorSettings.defaults());
        fixture = fixture(simulator);
    }

    private HomeFixture fixture(Simulator server) {
        return new HomeFixture(folder, server).with("spring.datasource.url", postgres.url());
    }

    @Test
    void worksWithAUrlAlone() throws Exception {
        RunOutcome outcome = fixture.run(fixture.manifest(MANIFEST));
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.summary().folders()).isEqualTo(ALL);
        assertThat(fixture.result("result.csv")).hasSize(3).anyMatch(line -> line.endsWith(",one"));
        assertThat(folder.resolve("home/pantree.mv.db")).doesNotExist();
        assertThat(postgres.query("select count(*) from pantree.folder where state = 'CREATED'"))
                .isEqualTo("3");
        assertThat(fixture.run(folder.resolve("manifest.csv")).nothingLeft()).isTrue();
        assertThat(fixture.verify(folder.resolve("manifest.csv")).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(fixture.plan(folder.resolve("manifest.csv")).folders().existed())
                .isEqualTo(3);
        assertThat(simulator.stats().mkdirCalls()).isEqualTo(3);
        assertThat(runs()).extracting(run -> run.state().label()).containsExactly("completed");
    }

    private List<RunOverview> runs() {
        try (Provisioning provisioning = Provisioning.open(
                OpenMode.STATUS,
                Map.of("pantree.home", folder.resolve("home").toString(), "spring.datasource.url", postgres.url()),
                Optional.empty())) {
            return provisioning.history().runs();
        }
    }

    @Test
    void theSameCommandResumesAStoppedRun() throws Exception {
        String rows =
                IntStream.range(0, 400).mapToObj(i -> "/p" + i % 7 + "/" + i).collect(Collectors.joining("\n"));
        Path manifest = fixture.manifest("path\n" + rows + "\n");
        try (Provisioning provisioning = fixture.with("pantree.rate", "200").open()) {
            Thread stopping = new Thread(() -> {
                Await.until(() -> simulator.stats().mkdirCalls() >= 30);
                provisioning.stop("enough");
            });
            stopping.start();
            assertThat(provisioning.run(manifest).end()).isEqualTo(RunStatus.STOPPED);
            stopping.join();
        }
        RunOutcome second = fixture.with("pantree.rate", "2000").run(manifest);
        assertThat(second.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(second.summary().folders()).isEqualTo(new FolderCounts(407, 0, 0, 0, 0));
        assertThat(simulator.stats().mkdirCalls()).isEqualTo(407);
    }

    @Test
    void lostAnswersAreSettled() throws Exception {
        try (Simulator losing = Simulator.start(
                SimulatorSettings.defaults().withFaults(Faults.parse("drop-after=0.3,error-after=0.1")))) {
            String rows = IntStream.range(0, 60).mapToObj(i -> "/x/" + i).collect(Collectors.joining("\n"));
            Path manifest = fixture.manifest("path\n" + rows + "\n");
            RunOutcome outcome = fixture(losing).run(manifest);
            assertThat(outcome.summary().folders().done()).isEqualTo(61);
            assertThat(losing.folders()).hasSize(61);
        }
    }

    @Test
    void oneProcessAtATimeProvisionsAManifest() throws Exception {
        Path manifest = fixture.manifest(MANIFEST);
        try (Provisioning holder = fixture.open()) {
            assertThat(holder.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
            // Another home is another process for the database; the first run has released its locks.
            HomeFixture other = fixture(simulator)
                    .with("pantree.home", folder.resolve("other").toString());
            assertThat(other.run(manifest).nothingLeft()).isTrue();
        }
        postgres.execute("set search_path = pantree; update run_lock set host = 'elsewhere', pid = '4711'");
        String lock = postgres.query("select lock_key from pantree.run_lock");
        try (Connection connection = DriverManager.getConnection(postgres.url());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + lock + ")");
            assertThatThrownBy(() -> fixture.run(manifest))
                    .isInstanceOf(LockedException.class)
                    .hasMessageContainingAll("manifest.csv", "4711", "elsewhere");
            assertThatThrownBy(() -> fixture.verify(manifest)).isInstanceOf(LockedException.class);
        }
    }

    @Test
    void aDatabaseOfAnotherProgramIsLeftAlone() throws Exception {
        postgres.execute("create table customers (id bigint)");
        assertThatThrownBy(fixture::open)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("spring.datasource.url", "customers", "create schema pantree")
                .hasMessageNotContaining("user=");
        assertThat(postgres.query("select count(*) from pg_namespace where nspname = 'pantree'"))
                .isEqualTo("0");
        postgres.execute("create schema pantree");
        assertThat(fixture.run(fixture.manifest(MANIFEST)).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(postgres.query("select count(*) from pg_tables where schemaname = 'public'"))
                .isEqualTo("1");
    }

    @Test
    void aSchemaOfAnotherProgramIsLeftAlone() throws Exception {
        postgres.execute("create schema theirs; create table theirs.flyway_schema_history (version text,"
                + " description text); create table theirs.customers (id bigint)");
        fixture.with("spring.datasource.url", postgres.url() + "&currentSchema=theirs");
        assertThatThrownBy(fixture::open)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("customers", "theirs");
        fixture.with("spring.datasource.url", postgres.url() + "&currentSchema=ours");
        postgres.execute("drop schema theirs cascade");
        assertThat(fixture.run(fixture.manifest(MANIFEST)).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(postgres.query("select count(*) from ours.folder")).isEqualTo("4");
    }

    @Test
    void anInvalidUrlIsReportedFirst() throws Exception {
        assertThatThrownBy(() -> fixture.with("spring.datasource.url", "jdbc:mysql://u:pass@host/db?password=geheim")
                        .open())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("spring.datasource.url", "jdbc:postgresql:")
                .hasMessageNotContainingAny("geheim", "pass@");
        assertThatThrownBy(() ->
                        fixture.with("spring.datasource.url", "jdbc:h2:mem:x").open())
                .isInstanceOf(InvalidSettingException.class);
        assertThatThrownBy(() -> fixture.with(
                                "spring.datasource.url", "jdbc:postgresql://localhost:" + closedPort() + "/x")
                        .open())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("spring.datasource.url", "refused");
        assertThatThrownBy(() -> fixture.with(
                                "spring.datasource.url", postgres.url().replace("/test", "/none"))
                        .plan(fixture.manifest(MANIFEST)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("spring.datasource.url", "does not exist");
        assertThat(simulator.stats().listCalls()).isZero();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aPoolerInTransactionModeIsRefused() throws Exception {
        try (TransactionPooler pooler = new TransactionPooler(postgres.url())) {
            assertThatThrownBy(() ->
                            fixture.with("spring.datasource.url", pooler.url()).open())
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContainingAll("spring.datasource.url", "transaction mode", "session mode");
        }
        assertThat(postgres.query("select count(*) from pg_namespace where nspname = 'pantree'"))
                .isEqualTo("0");
    }

    @Test
    void aServerLostBeforeTheLockStopsTheRunAndTheVerification() throws Exception {
        Path manifest = fixture.manifest(MANIFEST);
        try (Provisioning provisioning = fixture.open()) {
            postgres.shutDown();
            assertThatThrownBy(() -> provisioning.run(manifest))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll(
                            "jdbc:postgresql:", "not currently accepting connections", "no data is lost");
            assertThatThrownBy(() -> provisioning.verify(manifest)).isInstanceOf(StorageException.class);
        }
        assertThat(simulator.stats().mkdirCalls()).isZero();
    }

    @Test
    void aPlanCreatesNoTables() throws Exception {
        assertThat(fixture.plan(fixture.manifest(MANIFEST)).folders().pending()).isEqualTo(3);
        assertThat(postgres.query("select count(*) from pg_namespace where nspname = 'pantree'"))
                .isEqualTo("0");
    }

    @Test
    void oneEncryptedTokenIsStoredForAllHomes() throws Exception {
        for (String home : List.of("one", "two")) {
            HomeFixture other = fixture(simulator)
                    .with("pantree.home", folder.resolve(home).toString())
                    .with("pantree.access-token", "")
                    .with("pantree.client-id", "simulator")
                    .with("pantree.client-secret", "secret");
            assertThat(other.run(fixture.manifest("path\n/" + home + "\n")).end())
                    .isEqualTo(RunStatus.COMPLETED);
        }
        assertThat(simulator.stats().tokenCalls()).isEqualTo(1);
        String stored = postgres.query("select content from pantree.account_note where name like 'token %'");
        assertThat(stored).doesNotContain("token", "secret", "Z ").matches("[A-Za-z0-9+/=]+");
        assertThat(folder.resolve("one")).isDirectoryNotContaining("glob:**token*");
    }

    @Test
    void aLostConnectionStopsTheRunAndTheSameCommandResumes() throws Exception {
        stopsInTheMiddle(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()",
                "");
    }

    @Test
    void aProcessThatLostTheLockWritesNothing() throws Exception {
        stopsInTheMiddle("update pantree.run_lock set fence = fence + 1", "taken over");
    }

    /** Like a process that was suspended while another one took over its manifest. */
    @Test
    void aProcessThatLostTheLockSendsNoIntendedCalls() throws Exception {
        // Before the first response nothing is written, so only the slots are refused.
        simulator.close();
        simulator = Simulator.start(SimulatorSettings.defaults().withLatency(Duration.ofSeconds(2)));
        fixture = fixture(simulator).with("pantree.concurrency", "100");
        String rows = IntStream.range(0, 400).mapToObj(i -> "/" + i).collect(Collectors.joining("\n"));
        Path manifest = fixture.manifest("path\n" + rows + "\n");
        AtomicLong sent = new AtomicLong();
        try (Provisioning provisioning = fixture.with("pantree.rate", "50").open()) {
            Thread taking = new Thread(() -> {
                whenUnderWay("update pantree.run_lock set fence = fence + 1");
                sent.set(simulator.stats().mkdirCalls());
            });
            taking.start();
            assertThat(end(provisioning, manifest)).contains("taken over");
            taking.join();
        }
        // On a busy machine, some calls with slots are still on their way. Without the refusal, 100 would be sent.
        assertThat(simulator.stats().mkdirCalls()).isLessThan(sent.get() + 20);
    }

    private void stopsInTheMiddle(String sql, String said) throws Exception {
        String rows = IntStream.range(0, 400).mapToObj(i -> "/p/" + i).collect(Collectors.joining("\n"));
        Path manifest = fixture.manifest("path\n" + rows + "\n");
        try (Provisioning provisioning = fixture.with("pantree.rate", "100").open()) {
            Thread breaking = new Thread(() -> whenUnderWay(sql));
            breaking.start();
            assertThat(end(provisioning, manifest)).contains(said);
            breaking.join();
        }
        assertThat(simulator.folders()).hasSizeLessThan(401);
        RunOutcome second = fixture.with("pantree.rate", "2000").run(manifest);
        assertThat(second.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(simulator.folders()).hasSize(401);
    }

    /** The reason why a run ended with exit code 5. */
    private static String end(Provisioning provisioning, Path manifest) throws Exception {
        try {
            RunOutcome outcome = provisioning.run(manifest);
            assertThat(outcome.end()).isEqualTo(RunStatus.STOPPED);
            return String.valueOf(outcome.reason());
        } catch (StorageException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void whenUnderWay(String sql) {
        Await.until(() -> simulator.stats().mkdirCalls() >= 30);
        try {
            postgres.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
