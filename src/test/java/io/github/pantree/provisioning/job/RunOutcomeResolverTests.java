package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.run.CallCounts;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.Recheck;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.ReadingStoppedException;
import io.github.pantree.testing.RecordedLog;
import io.github.pantree.testing.TestLedger;
import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

final class RunOutcomeResolverTests {

    private static final Path FILE = Path.of("uploads", "7.csv");
    private static final Path RESULTS = Path.of("results");
    private static final ProvisioningTarget TARGET =
            new ProvisioningTarget("hash", "http://127.0.0.1:1", new DirId("top"));

    @RegisterExtension
    private final RecordedLog log = RecordedLog.of(RunOutcomeResolver.class);

    @RegisterExtension
    private static final TestLedger database = new TestLedger();

    @SuppressWarnings("NullAway.Init") // before all tests
    @TempDir
    private static Path home;

    private final ScriptedApi api = new ScriptedApi(1);
    private final TickingTime time = new TickingTime();
    private final ProgressTracker progress = new ProgressTracker(api, time, PantreeMetrics.NONE);
    private final StopSignal stop = new StopSignal(api);
    private final JobExecution execution =
            new JobExecution(12, new JobInstance(1, "provisioning"), new JobParameters());
    private final StepExecution step = new StepExecution(1, "create", execution);
    private long manifest;

    @BeforeEach
    void begin() {
        manifest = database.manifest("/a", "/b", "/c");
        execution.addStepExecution(step);
        execution.setStatus(BatchStatus.FAILED);
    }

    private RunParameters run(@Nullable String name) {
        return new RunParameters(TARGET, FILE, manifest, name);
    }

    private RunOutcomeResolver resolver() {
        return new RunOutcomeResolver(database.ledger(), api, progress, stop);
    }

    private RunOutcome resolve() {
        return resolver().resolve(run(null), execution, RESULTS);
    }

    private static Throwable outdated() throws IOException {
        Path plan = Files.writeString(home.resolve("plan.json"), "{\"content\":\"other\",\"settings\":{}}");
        return catchThrowable(() -> SavedPlan.read(plan).requireFor(TARGET));
    }

    static List<Arguments> expected() throws IOException {
        return List.of(
                Arguments.of(new CredentialsRefusedException("no ID"), RunStatus.CREDENTIALS_REFUSED, "no ID"),
                Arguments.of(new InvalidSettingException("s", "v", "rule", "fix"), RunStatus.BAD_SETTING, "rule"),
                Arguments.of(outdated(), RunStatus.DIFFERENCES, "plan.json"),
                Arguments.of(new ApiUnavailableException("too long"), RunStatus.STOPPED, "too long"),
                Arguments.of(new IOException("disk full"), RunStatus.STOPPED, "disk full"),
                Arguments.of(new NoSuchFileException("m.csv"), RunStatus.STOPPED, "m.csv: no such file"),
                Arguments.of(new UncheckedIOException("not kept", new IOException("x")), RunStatus.STOPPED, "not kept"),
                Arguments.of(
                        new UncheckedIOException(new NoSuchFileException("m.csv")),
                        RunStatus.STOPPED,
                        "m.csv: no such file"),
                Arguments.of(new SQLException("gone\nat line 1", "08006"), RunStatus.STOPPED, "gone"),
                Arguments.of(
                        new CannotAcquireLockException("statement", new SQLException("locked")),
                        RunStatus.STOPPED,
                        "locked"));
    }

    @ParameterizedTest
    @MethodSource("expected")
    void expectedFailureDecidesWhereverItIsInTheChain(Throwable failure, RunStatus end, String reason) {
        step.setExitStatus(new ExitStatus(BuildTreeTasklet.INVALID));
        stop.request("asked to");
        step.addFailureException(new IllegalStateException("first", new IllegalStateException("wrapped")));
        step.addFailureException(new IllegalStateException("wrapper", new IllegalStateException("wrapped", failure)));
        RunOutcome outcome = resolve();
        assertThat(outcome.end()).isEqualTo(end);
        assertThat(outcome.reason()).contains(reason).doesNotContain("wrapp", "first", "asked", "statement", "\n");
        assertThat(log.events()).isEmpty();
    }

    @Test
    void anythingElseIsADefectAndIsLogged() {
        Throwable defect = new InvalidDataAccessApiUsageException("of 7 parameters");
        step.addFailureException(defect);
        stop.request("asked to");
        RunOutcome outcome = resolve();
        assertThat(outcome.end()).isEqualTo(RunStatus.DEFECT);
        assertThat(outcome.reason()).isEqualTo("of 7 parameters");
        assertThat(log.events(Level.ERROR)).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains(execution.toString());
            assertThat(line.getThrowableProxy().getMessage()).isEqualTo("of 7 parameters");
        });
    }

    @Test
    void theCauseOfADefectIsNoFailureOfTheDatabase() {
        SQLException cause = new SQLException("constraint violated", "23505");
        step.addFailureException(
                new IllegalStateException("wrapper", new DataIntegrityViolationException("statement", cause)));
        assertThat(resolve().end()).isEqualTo(RunStatus.DEFECT);
        assertThat(log.events(Level.ERROR)).hasSize(1);
    }

    @Test
    void theFirstOfSeveralFailuresDecides() {
        for (int i = 0; i < 20; i++) {
            step.addFailureException(new ApiUnavailableException("failure " + i));
        }
        execution.addFailureException(new CredentialsRefusedException("while closing"));
        assertThat(resolve().end()).isEqualTo(RunStatus.STOPPED);
        assertThat(resolve().reason()).isEqualTo("failure 0");
    }

    @Test
    void exceptionsOfAStoppedJobCountOnlyIfTheyAreExpected() {
        execution.setStatus(BatchStatus.STOPPED);
        step.addFailureException(new IllegalStateException("the step was interrupted"));
        stop.request("asked to");
        assertThat(resolve().end()).isEqualTo(RunStatus.STOPPED);
        assertThat(resolve().reason()).isEqualTo("asked to");
        step.addFailureException(new CredentialsRefusedException("expired"));
        assertThat(resolve().end()).isEqualTo(RunStatus.CREDENTIALS_REFUSED);
        assertThat(resolve().reason()).isEqualTo("expired");
    }

    @Test
    void stoppedReadingHasTheReasonOfTheStop() {
        stop.request("asked to");
        step.addFailureException(new IllegalStateException("wrapper", new ReadingStoppedException()));
        assertThat(resolve().end()).isEqualTo(RunStatus.STOPPED);
        assertThat(resolve().reason()).isEqualTo("asked to");
    }

    @Test
    void reasonHasTheNameThatTheUserKnows() {
        step.addFailureException(new NoSuchFileException(FILE.toString()));
        RunOutcome outcome = resolver().resolve(run("tree.csv"), execution, null);
        assertThat(outcome.reason()).startsWith("tree.csv: no such file");
        assertThat(outcome.folder()).isNull();
        assertThat(outcome.summary().name()).isEqualTo("tree.csv");
        assertThat(outcome.summary().manifest()).isEqualTo(FILE.toString());
        assertThat(resolve().reason()).startsWith(FILE + ": no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, true, true, INVALID_MANIFEST",
        "FAILED, true, false, INVALID_MANIFEST",
        "COMPLETED, false, true, COMPLETED",
        "FAILED, false, true, STOPPED",
        "STOPPED, false, false, DEFECT"
    })
    void withoutAFailureStepsAndStatusDecide(BatchStatus status, boolean invalid, boolean stopped, RunStatus end) {
        execution.setStatus(status);
        StepExecution last = new StepExecution(2, "last", execution);
        execution.addStepExecution(last);
        step.setExitStatus(invalid ? new ExitStatus(BuildTreeTasklet.INVALID) : ExitStatus.COMPLETED);
        last.setExitStatus(ExitStatus.COMPLETED);
        if (stopped) {
            stop.request("asked to");
        }
        assertThat(resolve().end()).isEqualTo(end);
        assertThat(resolve().reason()).isEqualTo(stopped && end != RunStatus.COMPLETED ? "asked to" : null);
    }

    @Test
    void jobThatFailedWithoutAnExceptionHasRejectsOnlyIfEveryFolderHasAnOutcome() {
        database.ended(manifest, "/a", FolderState.CREATED, "1", null);
        database.ended(manifest, "/b", FolderState.FAILED, null, "refused");
        assertThat(resolve().end()).as("one is pending").isEqualTo(RunStatus.DEFECT);
        database.ended(manifest, "/c", FolderState.BLOCKED, null, null);
        assertThat(resolve().end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        manifest = database.ledger()
                .manifests()
                .register(new ProvisioningTarget("unread", TARGET.baseUrl(), TARGET.parent()), "account");
        assertThat(resolve().end()).as("no tree was built").isEqualTo(RunStatus.DEFECT);
    }

    @Test
    void summaryHasTheNumbersOfTheRun() {
        database.ended(manifest, "/a", FolderState.CREATED, "1", null);
        api.figures(new CallStatistics(1, 2, 3, 4, 5, 6, Duration.ofDays(7), List.of()), null);
        execution.setCreateTime(LocalDateTime.of(2026, 1, 31, 22, 0, 1));
        progress.beginRecheck(9);
        time.advance(Duration.ofMillis(61_250));
        RunOutcome outcome = resolver().nothingLeft(run("tree.csv"), execution, RESULTS);
        assertThat(outcome.summary())
                .isEqualTo(new Summary(
                        "20260131-220001-12",
                        FILE.toString(),
                        "tree.csv",
                        RunStatus.COMPLETED,
                        new FolderCounts(1, 0, 0, 0, 2),
                        new CallCounts(1, 2, 3, 4, 5),
                        61.25,
                        new Recheck(9, 0)));
        assertThat(outcome).isEqualTo(new RunOutcome(outcome.summary(), RESULTS, true, null, manifest));
        assertThat(resolve())
                .extracting(RunOutcome::nothingLeft, RunOutcome::folder, RunOutcome::manifest)
                .containsExactly(false, RESULTS, manifest);
    }
}
