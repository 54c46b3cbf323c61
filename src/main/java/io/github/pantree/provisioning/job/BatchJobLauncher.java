package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.DatabaseErrors;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.plan.PlanOutdatedException;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.run.VerifyOutcome;
import io.github.pantree.provisioning.run.VerifyOutcome.Counts;
import io.github.pantree.provisioning.run.VerifyOutcome.Shown;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.report.ExitCode;
import io.github.pantree.report.Summary;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Starts the job, or goes on with it, and says how it ended. */
public final class BatchJobLauncher {

    private static final Logger log = LoggerFactory.getLogger(BatchJobLauncher.class);

    private static final int SHOWN_DIFFERENCES = 1_000;

    private final JobOperator operator;
    private final JobRepository repository;
    private final Ledger ledger;
    private final ResultWriter results;
    private final FolderApi api;
    private final RunSettings settings;
    private final TimeSource timing;
    private final ProgressTracker progress;
    private final StopSignal stop;

    BatchJobLauncher(
            JobOperator operator,
            JobRepository repository,
            Ledger ledger,
            ResultWriter results,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop) {
        this.operator = operator;
        this.repository = repository;
        this.ledger = ledger;
        this.results = results;
        this.api = api;
        this.settings = settings;
        this.timing = timing;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Runs a manifest, or resumes an earlier run of it.
     *
     * @param command the command that resumes the run, kept for later
     */
    public RunOutcome run(Job job, Path file, ProvisioningTarget target, Optional<String> command)
            throws IOException, JobExecutionException {
        RunParameters run = new RunParameters(target, file, ledger.register(target));
        JobParameters parameters = command.map(words -> new JobParametersBuilder(run.toJobParameters())
                        .addString(RunParameters.COMMAND, words, false)
                        .toJobParameters())
                .orElseGet(run::toJobParameters);
        deleteUnstartedExecution(job, parameters);
        JobExecution last = repository.getLastJobExecution(job.getName(), parameters);
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            return nothingLeft(run, last);
        }
        if (last != null && isHalfDone(last)) {
            // The lock on the home, or the server's on the manifest and its target, proves that its process is gone.
            log.info("{}", Messages.format("run.killed", ResultWriter.runName(last)));
            operator.recover(last);
            failUnknown(last);
            RunOutcomeStore.recordCrash(last, repository);
        }
        if (last != null && ledger.isResolved(run.manifest())) {
            FolderCounts counts = ledger.counts(run.manifest());
            log.info("{}", Messages.format("run.goesOn", counts.done(), counts.total()));
        }
        return outcome(run, start(job, parameters));
    }

    /** Runs a job that only looks, and leaves no results. */
    public RunOutcome plan(Job job, Path file, ProvisioningTarget target) throws IOException, JobExecutionException {
        RunParameters run = new RunParameters(target, file, ledger.register(target));
        JobExecution execution = start(job, run.toJobParameters());
        if (settings.out() != null) {
            results.writeProblems(execution);
        }
        return outcome(run, execution, failure(execution), settings.out());
    }

    /** Compares, and leaves a list of what differs. */
    public VerifyOutcome verify(Job job, Path file, ProvisioningTarget target, VerificationStore checks)
            throws IOException, JobExecutionException {
        RunParameters run = new RunParameters(target, file, ledger.register(target));
        JobParameters parameters = new JobParametersBuilder(run.toJobParameters())
                .addString("at", timing.now().toString(), true)
                .toJobParameters();
        JobExecution execution = start(job, parameters);
        RunOutcome looked = outcome(run, execution, failure(execution), null);
        boolean done = looked.end() == ExitCode.DONE;
        Counts counts = Counts.of(done ? checks.counts(run.manifest()) : Map.of());
        long extras = done ? checks.extras(run.manifest()) : 0;
        boolean differs = counts.hasDifferences() || extras > 0;
        List<Shown> shown = new ArrayList<>();
        if (differs) {
            checks.forEachDifference(run.manifest(), difference -> {
                if (shown.size() < SHOWN_DIFFERENCES) {
                    shown.add(Shown.of(difference));
                }
            });
        }
        return new VerifyOutcome(
                differs ? ExitCode.DIFFERENCES : looked.end(),
                counts,
                extras,
                looked.summary().calls().list(),
                looked.summary().seconds(),
                shown,
                differs ? results.writeDifferences(execution, checks) : null,
                looked.reason(),
                run.manifest());
    }

    private JobExecution start(Job job, JobParameters parameters) throws JobExecutionException {
        Optional<Thread> watch = settings.endsAt().map(deadline -> deadline.watch(timing, stop));
        try {
            return operator.start(job, parameters);
        } finally {
            watch.ifPresent(Thread::interrupt);
        }
    }

    /** An instance whose process ended before its first execution was stored: Spring Batch neither starts nor restarts it. */
    private void deleteUnstartedExecution(Job job, JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (instance != null && repository.getJobExecutions(instance).isEmpty()) {
            repository.deleteJobInstance(instance);
        }
    }

    private static boolean isHalfDone(JobExecution last) {
        return last.isRunning()
                || last.getStatus() == BatchStatus.UNKNOWN
                || last.getStepExecutions().stream()
                        .map(StepExecution::getStatus)
                        .anyMatch(status -> status.isRunning() || status == BatchStatus.UNKNOWN);
    }

    /**
     * When the database goes away under a commit, Spring Batch does not know what became of it, and never starts the job
     * again. Our steps do not rely on that commit: what is done, they read in the ledger.
     */
    private void failUnknown(JobExecution last) {
        for (StepExecution step : last.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                repository.update(step);
            }
        }
        if (last.getStatus() != BatchStatus.FAILED) {
            last.setStatus(BatchStatus.FAILED);
            repository.update(last);
        }
    }

    private RunOutcome nothingLeft(RunParameters run, JobExecution last) throws IOException {
        Summary summary = summary(run, last, ExitCode.DONE);
        if (!results.isKept(last)) {
            results.write(last);
            results.write(last, summary);
        }
        return new RunOutcome(summary, results.folder(last), true, null, run.manifest());
    }

    private RunOutcome outcome(RunParameters run, JobExecution execution) throws IOException {
        RunOutcome outcome = outcome(run, execution, failure(execution), results.folder(execution));
        // First, since the files may lie on a disk that is full.
        RunOutcomeStore.recordEnd(execution, outcome, statistics(outcome), repository);
        if (ledger.isResolved(run.manifest()) && !writeResults(execution)) {
            // A stopped job runs no further step.
            results.write(execution);
        }
        results.writeProblems(execution);
        results.write(execution, outcome.summary());
        return outcome;
    }

    private RunStatistics statistics(RunOutcome outcome) {
        boolean failed = outcome.summary().folders().failed() > 0;
        return RunStatistics.of(
                outcome, api.statistics(), failed ? ErrorGroups.of(ledger, outcome.manifest()) : List.of());
    }

    private RunOutcome outcome(
            RunParameters run, JobExecution execution, Optional<Throwable> failure, @Nullable Path folder) {
        ExitCode end = end(run, execution, failure.orElse(null));
        if (end == ExitCode.DEFECT) {
            log.error("The run failed by a defect of the program: {}", execution, failure.orElse(null));
        }
        String reason = failure.map(BatchJobLauncher::message).orElse(stop.reason());
        return new RunOutcome(summary(run, execution, end), folder, false, reason, run.manifest());
    }

    private static boolean writeResults(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .anyMatch(step -> step.getStepName().equals("results") && step.getStatus() == BatchStatus.COMPLETED);
    }

    private ExitCode end(RunParameters run, JobExecution execution, @Nullable Throwable failure) {
        if (failure != null) {
            return end(failure);
        }
        if (endedWith(execution, BuildTreeTasklet.INVALID)) {
            return ExitCode.INVALID_MANIFEST;
        }
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return ExitCode.DONE;
        }
        FolderCounts counts = ledger.counts(run.manifest());
        boolean ended = ledger.isResolved(run.manifest()) && counts.pending() == 0;
        return ended && !stop.isRequested()
                ? ExitCode.REJECTS
                : stop.isRequested() ? ExitCode.STOPPED : ExitCode.DEFECT;
    }

    private static ExitCode end(Throwable failure) {
        if (failure instanceof CredentialsRefusedException) {
            return ExitCode.CREDENTIALS_REFUSED;
        }
        if (failure instanceof InvalidSettingException) {
            return ExitCode.BAD_SETTING;
        }
        if (failure instanceof PlanOutdatedException) {
            return ExitCode.DIFFERENCES;
        }
        return failure instanceof ApiUnavailableException || isStorageFailure(failure)
                ? ExitCode.STOPPED
                : ExitCode.DEFECT;
    }

    private static boolean endedWith(JobExecution execution, String exitCode) {
        return execution.getStepExecutions().stream()
                .map(StepExecution::getExitStatus)
                .anyMatch(status -> status.getExitCode().equals(exitCode));
    }

    /** What a step threw, without Spring Batch's wrapping: known failures first, wherever in the chain they stand. */
    private static Optional<Throwable> failure(JobExecution execution) {
        List<Throwable> failures = execution.getAllFailureExceptions();
        return failures.stream()
                .flatMap(failure -> Stream.iterate(failure, cause -> cause != null, Throwable::getCause))
                .filter(BatchJobLauncher::isKnown)
                .findFirst()
                .or(() -> failures.stream()
                        .filter(failure -> execution.getStatus() != BatchStatus.STOPPED)
                        .findFirst());
    }

    private static boolean isKnown(Throwable failure) {
        return failure instanceof CredentialsRefusedException
                || failure instanceof InvalidSettingException
                || failure instanceof PlanOutdatedException
                || failure instanceof ApiUnavailableException
                || isStorageFailure(failure);
    }

    private static boolean isStorageFailure(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof UncheckedIOException
                || DatabaseErrors.reason(failure).isPresent();
    }

    /** The words of a failure; those of a file system's say which file and why, but only together with their kind. */
    private static String message(Throwable failure) {
        String text = failure instanceof IOException trouble
                ? FileSystemErrors.describe(trouble)
                : String.valueOf(failure.getMessage());
        return DatabaseErrors.reason(failure).orElse(text);
    }

    private Summary summary(RunParameters run, JobExecution execution, ExitCode end) {
        CallStatistics calls = api.statistics();
        return new Summary(
                ResultWriter.runName(execution),
                run.file().toString(),
                end,
                ledger.counts(run.manifest()),
                new Summary.Calls(calls.mkdir(), calls.list(), calls.token(), calls.limited(), calls.retried()),
                progress.elapsed().toMillis() / 1000.0);
    }
}
