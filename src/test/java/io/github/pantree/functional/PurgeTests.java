package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.history.Purge;
import io.github.pantree.provisioning.history.PurgeOutcome;
import io.github.pantree.provisioning.history.RunOverview;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.testing.TestSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PurgeTests {

    private static final Duration AGE = Duration.ofDays(90);

    @TempDir
    private Path folder;

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    private HomeFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new HomeFixture(folder, simulator).with("pantree.out", "");
    }

    @Test
    void oldRunsAreDeletedAndTheSameManifestAdoptsItsFolders() throws Exception {
        Path manifest = fixture.manifest("path\n/a/b\n/c\n");
        fixture.run(manifest);
        fixture.verify(manifest);
        passDays(91);
        String recent =
                fixture.run(fixture.manifest("path\n/recent\n")).summary().run();
        PurgeOutcome outcome = purge(AGE, false);
        assertThat(outcome.deleted()).hasSize(2);
        assertThat(outcome.folders()).isEqualTo(3);
        assertThat(runs()).containsExactly(recent);
        assertThat(runFolders()).containsExactly(recent);
        assertThat(count("folder where name in ('a', 'b', 'c') and dir_id is not null"))
                .as("for the account's tree")
                .isEqualTo(3);
        assertThat(count("folder where name in ('a', 'b', 'c') and (path <> '' or line is not null)"))
                .isZero();
        assertThat(count("folder_check")).isZero();
        assertThat(count("manifest where content_hash like 'reduced%'")).isEqualTo(1);
        assertThat(count("batch_job_instance")).isEqualTo(1);
        assertThat(fixture.run(fixture.manifest("path\n/a/b\n/c\n")).summary().folders())
                .isEqualTo(new FolderCounts(0, 3, 0, 0, 0));
        assertThat(simulator.stats().foldersMade()).isEqualTo(4);
    }

    @Test
    void resumableManifestsAreKeptUntilTheyAreCompleted() throws Exception {
        String there = simulator.addFolder("", "a");
        Path manifest = fixture.with("pantree.on-existing", "fail").manifest("path\n/a\n/b\n");
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        passDays(100);
        PurgeOutcome kept = purge(AGE, false);
        assertThat(kept.deleted()).isEmpty();
        assertThat(kept.kept())
                .singleElement()
                .satisfies(run -> assertThat(run.why()).contains("1 of 2"));
        assertThat(fixture.with("pantree.on-existing", "adopt")
                        .run(manifest)
                        .summary()
                        .folders())
                .as("with what it knew of %s", there)
                .isEqualTo(new FolderCounts(1, 1, 0, 0, 0));
        PurgeOutcome first = purge(AGE, false);
        assertThat(first.deleted())
                .extracting(PurgeOutcome.Deleted::run)
                .as("the one that the later one completed")
                .hasSize(1);
        assertThat(first.folders()).as("the ledger is the later one's").isZero();
        assertThat(fixture.run(manifest).nothingLeft()).isTrue();
        passDays(100);
        assertThat(purge(AGE, false).folders()).isEqualTo(2);
        assertThat(runs()).isEmpty();
    }

    @Test
    void theRunsOfAnotherAccountKeepTheirManifest() throws Exception {
        Path manifest = fixture.manifest("path\n/a/b\n");
        fixture.run(manifest);
        passDays(91);
        HomeFixture other =
                new HomeFixture(folder, simulator).with("pantree.out", "").with("pantree.client-id", "other");
        String recent = other.run(manifest).summary().run();
        assertThat(purge(AGE, false).deleted()).hasSize(1);
        assertThat(runs()).containsExactly(recent);
        assertThat(other.run(manifest).nothingLeft()).isTrue();
        assertThat(fixture.run(manifest).nothingLeft()).isFalse();
    }

    @Test
    void aManifestThatWasOnlyComparedIsDeletedWithItsLastComparison() throws Exception {
        Path manifest = fixture.manifest("path\n/a\n");
        fixture.verify(manifest);
        fixture.verify(manifest);
        passDays(91);
        assertThat(purge(AGE, false).deleted()).hasSize(2);
        assertThat(count("batch_job_instance")).isZero();
        assertThat(count("folder_check")).isZero();
        assertThat(count("folder where number > 0")).isZero();
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        fixture.run(fixture.manifest("path\n/a\n"));
        passDays(91);
        assertThat(purge(AGE, true).deleted()).hasSize(1);
        assertThat(runs()).hasSize(1);
        assertThat(runFolders()).hasSize(1);
        assertThat(count("folder where number > 0")).isEqualTo(1);
        assertThat(purge(Duration.ofDays(92), false).deleted()).isEmpty();
    }

    @Test
    void runsOfAnInvalidManifestAreDeleted() throws Exception {
        fixture.run(fixture.manifest("path\na?\n"));
        passDays(91);
        assertThat(purge(AGE, false).deleted()).hasSize(1);
        assertThat(count("manifest_problem")).isZero();
        assertThat(fixture.run(fixture.manifest("path\na?\n")).end()).isEqualTo(RunStatus.INVALID_MANIFEST);
    }

    @Test
    void theNextPurgeDeletesTheRestOfAKilledOne() throws Exception {
        fixture.run(fixture.manifest("path\n/a\n"));
        for (String table : List.of(
                "step_execution_context",
                "step_execution",
                "job_execution_context",
                "job_execution_params",
                "job_execution",
                "job_instance")) {
            execute("delete from batch_" + table);
        }
        execute("update manifest set content_hash = 'disowned 1', base_url = '', parent_dir_id = '', resolved = false");
        fixture.run(fixture.manifest("path\n/a\n"));
        assertThat(count("folder where number > 0")).isEqualTo(2);
        purge(AGE, false);
        assertThat(count("folder where number > 0")).isEqualTo(1);
        assertThat(count("manifest")).isEqualTo(1);
    }

    @Test
    void schedulerPurgesAsConfigured() throws Exception {
        fixture.run(fixture.manifest("path\n/a\n"));
        passDays(31);
        try (Provisioning provisioning = fixture.open()) {
            assertThat(provisioning.purgeAsSet()).isEmpty();
        }
        try (Provisioning provisioning =
                fixture.with("pantree.purge-after", "30d").open()) {
            assertThat(provisioning.purgeAsSet().orElseThrow().deleted()).hasSize(1);
        }
        assertThatThrownBy(() -> fixture.with("pantree.purge-after", "30").open())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.purge-after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "0d", "-1d", "90 days", "1w", "9999999d"})
    void anInvalidAgeIsRefused(String text) {
        assertThatThrownBy(() -> Purge.age("--older-than", text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("--older-than");
    }

    private PurgeOutcome purge(Duration age, boolean dryRun) {
        try (Provisioning provisioning = fixture.status()) {
            return provisioning.purge(age, dryRun);
        }
    }

    private List<String> runs() {
        try (Provisioning provisioning = fixture.status()) {
            return provisioning.history().runs().stream().map(RunOverview::run).toList();
        }
    }

    private List<String> runFolders() throws Exception {
        try (Stream<Path> folders = Files.list(folder.resolve("home/runs"))) {
            return folders.map(one -> one.getFileName().toString()).toList();
        }
    }

    /** Moves all events into the past, except the start of a run, which is part of its name. */
    private void passDays(int days) throws Exception {
        execute("update batch_job_execution set end_time = dateadd(day, -" + days + ", end_time)");
    }

    private long count(String from) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + from)) {
            count.next();
            return count.getLong(1);
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("home/pantree"));
    }
}
