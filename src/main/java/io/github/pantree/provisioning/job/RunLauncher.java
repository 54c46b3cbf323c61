package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;

/** Runs the job that creates folders, and records how it ended. */
public record RunLauncher(
        Job provisioning,
        JobStarter starter,
        JobRepository repository,
        JobExecutionRepair repair,
        RunOutcomeResolver outcomes,
        ResultWriter results,
        ProgressTracker progress,
        Ledger ledger,
        FolderApi api,
        RunSettings settings) {

    private static final Logger log = LoggerFactory.getLogger(RunLauncher.class);

    /**
     * Runs a manifest, or resumes an earlier run of it.
     *
     * @throws IOException if the result files cannot be written
     * @throws IllegalStateException if Spring Batch cannot start the job; failures of its steps are outcomes
     */
    public RunOutcome run(RunRequest request, ProvisioningTarget target) throws IOException {
        RunParameters run = starter.register(target, request.file(), request.name());
        JobParametersBuilder parameters = new JobParametersBuilder(repair.identify(provisioning.getName(), run));
        request.command().ifPresent(line -> parameters.addString(RunParameters.COMMAND, line, false));
        if (settings.recheck()) {
            parameters.addString(RunParameters.RECHECK, "true", false);
        }
        JobExecution last = repair.repair(provisioning.getName(), parameters.toJobParameters());
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            if (!settings.recheck()) {
                return nothingLeft(run, last);
            }
            repair.reopen(last);
        }
        if (ledger.manifests().isResolved(run.manifest())) {
            prepare(run.manifest(), last);
        }
        JobExecution execution = starter.start(provisioning, parameters.toJobParameters());
        RunOutcome outcome = outcomes.resolve(run, execution, results.folder(execution));
        finish(new StoredRun(execution), outcome);
        return outcome;
    }

    private void prepare(long manifest, @Nullable JobExecution last) {
        FolderCounts counts = ledger.report().counts(manifest);
        boolean resumed = settings.recheck() ? isUnfinishedRecheck(last, counts) : last != null;
        if (resumed) {
            log.info("{}", Messages.format("run.resumed", counts.done(), counts.total()));
        }
        if (settings.recheck()) {
            if (!resumed) {
                ledger.folders().resetForRecheck(manifest);
            }
            long folders = ledger.folders().countToRecheck(manifest);
            progress.beginRecheck(folders);
            log.info("{}", Messages.format("run.recheck", folders));
        }
    }

    /** Whether the last run was a recheck that left folders: what it has checked is not checked again. */
    private static boolean isUnfinishedRecheck(@Nullable JobExecution last, FolderCounts counts) {
        return last != null && last.getJobParameters().getString(RunParameters.RECHECK) != null && counts.pending() > 0;
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
                failed ? ErrorGroups.of(ledger.report(), outcome.manifest()) : List.of(),
                progress.history());
    }
}
