package io.github.pantree.provisioning.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.config.LedgerConfiguration;
import io.github.pantree.ledger.jdbc.FencingToken;
import io.github.pantree.ledger.postgres.AdvisoryLock;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.provisioning.job.RecordedRuns;
import io.github.pantree.provisioning.job.ReportWriter;
import io.github.pantree.provisioning.job.RunParameters;
import io.github.pantree.provisioning.job.StoredRun;
import io.github.pantree.provisioning.progress.ProgressPublisher;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunPhase;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.testing.TestLedger;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** On a real PostgreSQL, on which another process may work with another home. */
final class PostgresRunHistoryTests {

    private static final FolderCounts COUNTS = new FolderCounts(1, 2, 3, 4, 5);

    private final TickingTime time = new TickingTime();

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init") // before each test
    private TestLedger database;

    @SuppressWarnings("NullAway.Init") // before each test
    private RecordedRuns recorded;

    @BeforeEach
    void open() throws Exception {
        database = new TestLedger(home);
        recorded = new RecordedRuns();
    }

    @AfterEach
    void close() {
        recorded.close();
        database.close();
    }

    @Test
    void theLastRunOfAManifestIsInProgressWhileItIsLocked() throws Exception {
        PostgresDatabase server = PostgresDatabase.of(TestPostgres.create().url(), null, null);
        LedgerConfiguration.migrate(new DriverManagerDataSource(server.url()), server);
        AdvisoryLocks locks = new AdvisoryLocks(server, new FencingToken());
        long manifest = database.manifest("/a", "/b");
        database.ended(manifest, "/a", FolderState.FAILED, null, "refused");
        Path file = home.resolve("m.csv");
        ProvisioningTarget target = new ProvisioningTarget("content", "http://127.0.0.1:1", new DirId("top"));
        RunParameters run = new RunParameters(target, file, manifest, null);
        RunSettings settings = RecordedRuns.settings(home, false);
        RunHistory history = new RunHistory(
                recorded.stored(),
                database.ledger(),
                settings,
                locks,
                new ReportWriter(database.ledger(), settings, time));
        recorded.begin(new RunParameters(target, file, database.manifest("/of another account"), null), null);
        recorded.begin(run, null);
        StoredRun last = recorded.begin(run, null);
        AdvisoryLocks.Holder holder = new AdvisoryLocks.Holder("1", "example.com", "run", "22:00");
        try (AdvisoryLock lock = locks.acquire(run.target(), holder, () -> {}).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(history.runs())
                    .extracting(one -> one.state().label())
                    .containsExactly("running", "killed", "killed");
            assertThat(history.runs().get(0).folders()).isEqualTo(new FolderCounts(0, 0, 1, 0, 1));
            assertThat(history.details("3").now()).isNull();
            assertThat(history.details("3").resumeCommand())
                    .as("there is nothing to resume yet")
                    .isNull();
            assertThatThrownBy(() -> history.writeReport("3")).hasMessageContaining("--html");

            ScriptedApi api = new ScriptedApi(0);
            StopSignal stop = new StopSignal(api);
            stop.request("why");
            ProgressTracker progress = new ProgressTracker(api, time, PantreeMetrics.NONE);
            progress.phase(RunPhase.CREATE, COUNTS);
            try (ProgressPublisher publisher = new ProgressPublisher(progress, stop, settings, time)) {
                publisher.start(last.name(), file, null);
                assertThat(history.runs())
                        .extracting(one -> one.state().label())
                        .containsExactly("stopping", "killed", "killed");
                assertThat(history.runs().get(0).folders()).isEqualTo(COUNTS);
                assertThatThrownBy(() -> history.writeReport("3")).hasMessageContaining("--html");
            }
        }
        assertThat(history.runs()).extracting(one -> one.state().label()).containsExactly("killed", "killed", "killed");
    }
}
