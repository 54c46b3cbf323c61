package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.provisioning.run.Recheck;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Messages;
import io.github.pantree.testing.RecordedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.ExitStatus;

final class RunLauncherTests {

    private static final FolderCounts ONE_CREATED = new FolderCounts(1, 0, 0, 0, 0);

    @RegisterExtension
    private final RecordedLog log = RecordedLog.ofPackage(RunLauncher.class);

    @AutoClose
    private final LauncherFixture fixture;

    RunLauncherTests(@TempDir Path home) throws Exception {
        fixture = new LauncherFixture(home);
    }

    private RunOutcome run() throws Exception {
        RunRequest request = new RunRequest(fixture.file, "upload.csv", Optional.of("pantree run given"));
        return fixture.runs().run(request, LauncherFixture.TARGET);
    }

    private StoredRun last() {
        return stored().get(0);
    }

    private List<StoredRun> stored() {
        return fixture.stored().newestFirst();
    }

    /** Sets a manifest and a job that creates its folder; returns the manifest. */
    private long create() {
        fixture.work = (manifest, step) -> fixture.ledger.ended(manifest, "/a", FolderState.CREATED, "top/a", null);
        return fixture.manifest(FolderState.PENDING);
    }

    private void fail() {
        fixture.manifest(FolderState.PENDING);
        fixture.work = (manifest, step) -> {
            fixture.ledger.ended(manifest, "/a", FolderState.FAILED, null, "refused");
            step.setExitStatus(new ExitStatus(RejectsListener.INCOMPLETE));
        };
    }

    @Test
    void recordsTheEndAndWritesTheResults() throws Exception {
        create();
        RunOutcome outcome = run();
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.nothingLeft()).isFalse();
        assertThat(outcome.summary().name()).isEqualTo("upload.csv");
        assertThat(outcome.folder()).isEqualTo(fixture.home.resolve("runs").resolve(last().name()));
        assertThat(Objects.requireNonNull(outcome.folder()).resolve("summary.json"))
                .content()
                .contains(last().name());
        assertThat(last().state(() -> false).label()).isEqualTo("completed");
        assertThat(last().counts()).contains(ONE_CREATED);
        assertThat(last().statistics()).isPresent();
        assertThat(last().resumeCommand(fixture.home)).contains("pantree run given --home " + fixture.home);
    }

    @Test
    void theReportShowsTheRecordedEnd() throws Exception {
        fail();
        RunOutcome outcome = run();
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        assertThat(Objects.requireNonNull(outcome.folder()).resolve("report.html"))
                .content()
                .contains("class=\"badge completed-with-rejects\"", "refused");
        assertThat(last().statistics().orElseThrow().errors())
                .singleElement()
                .satisfies(group -> assertThat(group.error()).isEqualTo("refused"));
    }

    @Test
    void startsNothingIfAnEarlierRunCompleted() throws Exception {
        create();
        Path folder = Objects.requireNonNull(run().folder());
        Files.delete(folder.resolve("result.csv"));
        RunOutcome again = run();
        assertThat(again.nothingLeft()).isTrue();
        assertThat(again.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(again.folder()).isEqualTo(folder);
        assertThat(again.summary().folders()).isEqualTo(ONE_CREATED);
        assertThat(folder.resolve("result.csv"))
                .as("files that the user may have changed are kept")
                .doesNotExist();

        Files.delete(folder.resolve("summary.json"));
        run();
        assertThat(folder.resolve("result.csv")).as("the run wrote no files").exists();
        assertThat(stored()).hasSize(1);
        assertThat(fixture.executions).isEqualTo(1);
    }

    @Test
    void writesTheResultsOfACompletedRunIntoAnotherFolder() throws Exception {
        create();
        run();
        fixture.out = fixture.home.resolve("elsewhere");
        assertThat(run().folder()).isEqualTo(fixture.out);
        assertThat(fixture.out.resolve("result.csv")).exists();
        assertThat(fixture.executions).isEqualTo(1);
    }

    @Test
    void aRecheckRunsACompletedManifestAgain() throws Exception {
        create();
        run();
        fixture.recheck = true;
        fixture.work = (manifest, step) -> {
            assertThat(fixture.ledger.states(manifest)).containsEntry("/a", FolderState.SENT);
            fixture.ledger.ended(manifest, "/a", FolderState.CREATED, "top/a", null);
        };
        RunOutcome outcome = run();
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.nothingLeft()).isFalse();
        assertThat(outcome.summary().recheck()).isEqualTo(new Recheck(1, 0));
        assertThat(log.messages(Level.INFO)).contains(Messages.format("run.recheck", 1L));
        assertThat(stored())
                .extracting(StoredRun::instance)
                .containsOnly(last().instance())
                .hasSize(2);
        assertThat(stored()).extracting(run -> run.state(() -> false).label()).containsOnly("completed");
    }

    @Test
    void restartsAKilledRun() throws Exception {
        RunParameters parameters = new RunParameters(LauncherFixture.TARGET, fixture.file, create(), null);
        StoredRun killed = fixture.recorded.begin(parameters, null);
        RunOutcome outcome = run();
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(log.messages(Level.INFO))
                .containsSubsequence(
                        Messages.format("run.killed", killed.name()), Messages.format("run.resumed", 0L, 1L));
        assertThat(stored()).extracting(run -> run.state(() -> true).label()).containsExactly("completed", "killed");
        assertThat(stored()).extracting(StoredRun::instance).containsOnly(killed.instance());
    }

    @Test
    void aResultFileThatCannotBeWrittenStopsTheRunAfterItsEndWasRecorded() throws Exception {
        create();
        fixture.out = Files.writeString(fixture.home.resolve("file"), "no folder");
        assertThatThrownBy(this::run).isInstanceOf(IOException.class).hasMessageContaining("file");
        assertThat(last().state(() -> false).label()).isEqualTo("stopped");
        assertThat(last().counts()).contains(ONE_CREATED);
        assertThat(last().statistics()).isPresent();

        fixture.out = null;
        assertThat(run().nothingLeft()).as("all folders exist").isTrue();
    }
}
