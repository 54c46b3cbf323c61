package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/** Starts a batch job, or restarts it, and records how it ended. */
public record BatchJobLauncher(
        JobOperator operator,
        JobRepository repository,
        JobExecutionRepair repair,
        RunOutcomeResolver outcomes,
        ResultWriter results,
        Ledger ledger,
        FolderApi api,
        RunSettings settings,
        TimeSource timing,
        StopSignal stop) {

    private static final Logger log = LoggerFactory.getLogger(BatchJobLauncher.class);

    /**
     * Runs a manifest, or resumes an earlier run of it.
     *
     * @throws IOException if the result files cannot be written
     * @throws JobExecutionException if Spring Batch cannot start the job; failures of its steps are outcomes
     */
    public RunOutcome run(Job job, RunRequest request, ProvisioningTarget target)
            throws IOException, JobExecutionException {
        RunParameters run = register(target, request.file(), request.name());
        JobParametersBuilder parameters = new JobParametersBuilder(repair.identify(job.getName(), run));
        request.command().ifPresent(line -> parameters.addString(RunParameters.COMMAND, line, false));
        JobExecution last = repair.repair(job.getName(), parameters.toJobParameters());
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            if (!settings.recheck()) {
                return nothingLeft(run, last);
            }
            repair.reopen(last);
        }
        if (ledger.isResolved(run.manifest())) {
            prepare(run.manifest(), last != null);
        }
        JobExecution execution = start(job, parameters.toJobParameters());
        RunOutcome outcome = outcomes.resolve(run, execution, results.folder(execution));
        finish(new StoredRun(execution), outcome);
        return outcome;
    }

    private void prepare(long manifest, boolean resumed) {
        if (settings.recheck()) {
            ledger.resetForRecheck(manifest);
            long folders = ledger.countToRecheck(manifest);
            results.progress().beginRecheck(folders);
            log.info("{}", Messages.format("run.recheck", folders));
        } else if (resumed) {
            FolderCounts counts = ledger.counts(manifest);
            log.info("{}", Messages.format("run.goesOn", counts.done(), counts.total()));
        }
    }

    private RunParameters register(ProvisioningTarget target, Path file, @Nullable String name) {
        return new RunParameters(target, file, ledger.register(target, api.account()), name);
    }

    private RunOutcome nothingLeft(RunParameters run, JobExecution last) throws IOException {
        RunOutcome outcome = outcomes.nothingLeft(run, last, results.folder(last));
        if (!results.isKept(last)) {
            results.write(outcome, new StoredRun(last));
        }
        return outcome;
    }

    private void finish(StoredRun stored, RunOutcome outcome) throws IOException {
        RunStatistics statistics = statistics(outcome);
        // Recorded first, since the disk of the result files may be full.
        stored.recordEnd(outcome.end(), outcome, statistics, repository);
        try {
            results.write(outcome, stored);
        } catch (IOException e) {
            stored.recordEnd(RunStatus.STOPPED, outcome, statistics, repository);
            throw e;
        }
    }

    private RunStatistics statistics(RunOutcome outcome) {
        boolean failed = outcome.summary().folders().failed() > 0;
        return RunStatistics.of(
                outcome,
                api.statistics(),
                failed ? ErrorGroups.of(ledger, outcome.manifest()) : List.of(),
                results.progress().history());
    }

    /**
     * Runs a job that only sends list calls. Writes no result files, except the problems of an invalid manifest.
     *
     * @throws IOException if the problems cannot be written
     * @throws JobExecutionException if Spring Batch cannot start the job
     */
    public RunOutcome plan(Job job, Path file, ProvisioningTarget target) throws IOException, JobExecutionException {
        RunParameters run = register(target, file, null);
        JobExecution execution = start(job, run.toJobParameters());
        Path out = settings.out();
        if (out != null) {
            results.writeProblems(out, run.manifest());
        }
        return outcomes.resolve(run, execution, out);
    }

    /**
     * Runs a comparison, and writes the differences. Each comparison is a job instance of its own.
     *
     * @throws IOException if the differences cannot be written
     * @throws JobExecutionException if Spring Batch cannot start the job
     */
    public Verification verify(Job job, Path file, ProvisioningTarget target)
            throws IOException, JobExecutionException {
        RunParameters run = register(target, file, null);
        JobParameters parameters = new JobParametersBuilder(run.toJobParameters())
                .addString("at", timing.now().toString(), true)
                .toJobParameters();
        JobExecution execution = start(job, parameters);
        Path folder = results.folder(execution);
        RunOutcome outcome = outcomes.resolve(run, execution, folder);
        boolean done = outcome.end() == RunStatus.COMPLETED;
        return new Verification(outcome, done ? results.writeDifferences(folder, run.manifest()) : null);
    }

    private JobExecution start(Job job, JobParameters parameters) throws JobExecutionException {
        settings.endsAt().ifPresent(deadline -> api.endAt(deadline.end(timing.now())));
        Optional<Thread> watch = settings.endsAt().map(deadline -> deadline.watch(timing, stop));
        try {
            return operator.start(job, parameters);
        } finally {
            watch.ifPresent(Thread::interrupt);
        }
    }
}
