package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.DatabaseErrors;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.run.CallCounts;
import io.github.pantree.provisioning.run.FailureStatus;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.ReadingStoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

/** Determines how a job execution ended, from its status, its exceptions and the ledger. */
record RunOutcomeResolver(Ledger ledger, FolderApi api, ProgressTracker progress, StopSignal stop) {

    private static final Logger log = LoggerFactory.getLogger(RunOutcomeResolver.class);

    /** @param folder where the result files go; null if there are none */
    RunOutcome resolve(RunParameters run, JobExecution execution, @Nullable Path folder) {
        Throwable failure = failure(execution).orElse(null);
        RunStatus end = end(run.manifest(), execution, failure);
        if (end == RunStatus.DEFECT) {
            log.error("The run failed by a defect of the program: {}", execution, failure);
        }
        return new RunOutcome(summary(run, execution, end), folder, false, reason(run, end, failure), run.manifest());
    }

    private @Nullable String reason(RunParameters run, RunStatus end, @Nullable Throwable failure) {
        if (failure != null && !(failure instanceof ReadingStoppedException)) {
            return run.withTitle(message(failure));
        }
        // A stop can be requested when all is done.
        return end == RunStatus.COMPLETED ? null : stop.reason();
    }

    /** The outcome of a run whose job instance had already completed. */
    RunOutcome nothingLeft(RunParameters run, JobExecution last, Path folder) {
        return new RunOutcome(summary(run, last, RunStatus.COMPLETED), folder, true, null, run.manifest());
    }

    private RunStatus end(long manifest, JobExecution execution, @Nullable Throwable failure) {
        if (failure != null) {
            return known(failure).orElse(RunStatus.DEFECT);
        }
        if (hasInvalidManifest(execution)) {
            return RunStatus.INVALID_MANIFEST;
        }
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return RunStatus.COMPLETED;
        }
        if (stop.isRequested()) {
            return RunStatus.STOPPED;
        }
        FolderCounts counts = ledger.report().counts(manifest);
        return ledger.manifests().isResolved(manifest) && counts.pending() == 0
                ? RunStatus.COMPLETED_WITH_REJECTS
                : RunStatus.DEFECT;
    }

    private static boolean hasInvalidManifest(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .anyMatch(step -> step.getExitStatus().getExitCode().equals(BuildTreeTasklet.INVALID));
    }

    /**
     * The exception of a step without Spring Batch's wrappers; expected failures first, wherever in the chain they are,
     * except as the cause of a statement that the program got wrong.
     */
    private static Optional<Throwable> failure(JobExecution execution) {
        // Not getAllFailureExceptions(), whose order is arbitrary.
        List<Throwable> failures = Stream.concat(
                        execution.getStepExecutions().stream().flatMap(step -> step.getFailureExceptions().stream()),
                        execution.getFailureExceptions().stream())
                .toList();
        return failures.stream()
                .flatMap(failure -> Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .takeWhile(cause -> !DatabaseErrors.isDefect(cause)))
                .filter(failure -> known(failure).isPresent())
                .findFirst()
                .or(() -> failures.stream()
                        .filter(failure -> execution.getStatus() != BatchStatus.STOPPED)
                        .findFirst());
    }

    /** The status of a run that failed with this exception; empty for a defect of the program. */
    private static Optional<RunStatus> known(Throwable failure) {
        boolean stops = failure instanceof ReadingStoppedException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException
                || DatabaseErrors.reason(failure).isPresent();
        return stops ? Optional.of(RunStatus.STOPPED) : FailureStatus.of(failure);
    }

    private static String message(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof IOException error) {
            text = FileSystemErrors.describe(error);
        } else if (failure.getCause() instanceof IOException error && text.equals(error.toString())) {
            text = FileSystemErrors.describe(error);
        }
        return DatabaseErrors.reason(failure).orElse(text);
    }

    private Summary summary(RunParameters run, JobExecution execution, RunStatus end) {
        CallStatistics calls = api.statistics();
        return new Summary(
                new StoredRun(execution).name(),
                run.file().toString(),
                run.name(),
                end,
                ledger.report().counts(run.manifest()),
                new CallCounts(calls.mkdir(), calls.list(), calls.token(), calls.limited(), calls.retried()),
                progress.elapsed().toMillis() / 1000.0,
                progress.recheck());
    }
}
