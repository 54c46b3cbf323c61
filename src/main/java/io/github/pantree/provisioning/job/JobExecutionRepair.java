package io.github.pantree.provisioning.job;

import io.github.pantree.support.Messages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Makes a job instance restartable after its process was killed or lost the database connection. The caller holds the
 * lock on the home, or the server's lock on the manifest and its target, which proves that no process works on the
 * instance.
 */
record JobExecutionRepair(JobOperator operator, JobRepository repository) {

    private static final Logger log = LoggerFactory.getLogger(JobExecutionRepair.class);

    /**
     * The parameters that identify a manifest's instance. An instance of an older version belongs to every account of
     * its target, so it is continued only by the manifest of its last execution.
     */
    JobParameters identify(String job, RunParameters run) {
        JobParameters older = run.toOlderJobParameters();
        JobExecution last = repository.getLastJobExecution(job, older);
        return last != null && new StoredRun(last).parameters().manifest() == run.manifest()
                ? older
                : run.toJobParameters();
    }

    /** Repairs the state that an instance's last execution left, and returns that execution; null if there is none. */
    @Nullable
    JobExecution repair(String job, JobParameters parameters) {
        deleteUnstarted(job, parameters);
        JobExecution last = repository.getLastJobExecution(job, parameters);
        if (last != null && isUnfinished(last)) {
            log.info("{}", Messages.format("run.killed", new StoredRun(last).name()));
            operator.recover(last);
            failUnknown(last);
            new StoredRun(last).recordCrash(repository);
        }
        return last;
    }

    /**
     * Makes a completed instance startable again, which Spring Batch refuses otherwise. The outcome of that run stays
     * in its record.
     */
    void reopen(JobExecution completed) {
        completed.setStatus(BatchStatus.FAILED);
        repository.update(completed);
    }

    /** Deletes an instance whose process ended before its first execution was stored: it can never be started. */
    private void deleteUnstarted(String job, JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(job, parameters);
        if (instance != null && repository.getJobExecutions(instance).isEmpty()) {
            repository.deleteJobInstance(instance);
        }
    }

    private static boolean isUnfinished(JobExecution last) {
        return isUnfinished(last.getStatus())
                || last.getStepExecutions().stream()
                        .map(StepExecution::getStatus)
                        .anyMatch(JobExecutionRepair::isUnfinished);
    }

    private static boolean isUnfinished(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    /**
     * If the database fails during a commit, Spring Batch does not know the result and never starts the job again. The
     * steps do not depend on that commit: they read completed work from the ledger.
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
}
