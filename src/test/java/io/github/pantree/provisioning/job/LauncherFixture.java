package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.ResultSettings;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.report.ByteOrderMark;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.TestLedger;
import io.github.pantree.testing.TestSettings;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The launchers of jobs whose only step does what a test sets, with a real ledger and job repository. */
final class LauncherFixture implements AutoCloseable {

    static final ProvisioningTarget TARGET = new ProvisioningTarget("content", "http://127.0.0.1:1", new DirId("top"));

    /** What the step of a job does with the manifest. */
    interface Work {
        void on(long manifest, StepContribution step) throws Exception;
    }

    final Path home;
    final Path file;
    final TestLedger ledger;
    final BatchDatabase batch = new BatchDatabase();
    final RecordedRuns recorded = new RecordedRuns(batch);
    final TickingTime time = new TickingTime();
    final ScriptedApi api = new ScriptedApi(1);
    final StopSignal stop = new StopSignal(api);
    private final ProgressTracker progress = new ProgressTracker(api, time, PantreeMetrics.NONE);
    Work work = (manifest, step) -> {};
    TimeSource timing = time;
    int executions;
    boolean recheck;

    @Nullable
    String deadline;

    @Nullable
    Path out;

    LauncherFixture(Path home) throws Exception {
        this.home = home;
        this.file = home.resolve("m.csv");
        this.ledger = new TestLedger(home);
    }

    /** The manifest of the target, with the only folder /a in this state. */
    long manifest(FolderState state) {
        long manifest = ledger.manifest(TARGET, api.account(), "/a");
        ledger.ledger()
                .manifests()
                .saveFormat(
                        manifest,
                        new ManifestFormat(List.of("path"), List.of(), false, 0, new CsvFormat("UTF-8", false, ",")));
        if (state != FolderState.PENDING) {
            ledger.ended(manifest, "/a", state, state.exists() ? "top/a" : null, null);
        }
        return manifest;
    }

    RunLauncher runs() throws Exception {
        return new RunLauncher(
                job(StoredRun.PROVISIONING),
                starter(),
                batch.repository,
                new JobExecutionRepair(batch.operator(), batch.repository),
                outcomes(),
                results(),
                progress,
                ledger.ledger(),
                api,
                settings());
    }

    PlanLauncher plans() throws Exception {
        return new PlanLauncher(job(StoredRun.PLANNING), starter(), outcomes(), results(), settings());
    }

    VerifyLauncher comparisons() throws Exception {
        return new VerifyLauncher(job(StoredRun.VERIFYING), starter(), outcomes(), results(), timing);
    }

    JobStarter starter() throws Exception {
        return new JobStarter(batch.operator(), ledger.ledger(), api, settings(), timing, stop);
    }

    private RunOutcomeResolver outcomes() {
        return new RunOutcomeResolver(ledger.ledger(), api, progress, stop);
    }

    private ResultWriter results() {
        return new ResultWriter(
                settings(),
                new ResultSettings(ByteOrderMark.AUTO),
                ledger.ledger(),
                ledger.checks(),
                progress,
                new ReportWriter(ledger.ledger(), settings(), timing));
    }

    private RunSettings settings() {
        return TestSettings.in(home)
                .parent(TARGET.parent().value())
                .out(out)
                .deadline(deadline)
                .recheck(recheck)
                .build();
    }

    /** A job that fails if its step has another exit status than COMPLETED, like the real ones. */
    Job job(String name) {
        return new JobBuilder(name, batch.repository)
                .flow(new StepBuilder("work", batch.repository)
                        .tasklet(
                                (contribution, context) -> {
                                    executions++;
                                    StoredRun run = new StoredRun(
                                            contribution.getStepExecution().getJobExecution());
                                    work.on(run.parameters().manifest(), contribution);
                                    return RepeatStatus.FINISHED;
                                },
                                batch.transactions)
                        .allowStartIfComplete(true)
                        .build())
                .end()
                .build();
    }

    StoredRuns stored() {
        return recorded.stored();
    }

    @Override
    public void close() {
        batch.close();
        ledger.close();
    }
}
