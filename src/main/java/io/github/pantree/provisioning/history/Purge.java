package io.github.pantree.provisioning.history;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.postgres.AdvisoryLock;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.provisioning.job.ProvisioningJobConfiguration;
import io.github.pantree.provisioning.job.ResultWriter;
import io.github.pantree.provisioning.job.RunOutcomeStore;
import io.github.pantree.provisioning.job.RunParameters;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.run.Failpoint;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Deletes runs that are over and old: their result files in the home, what the job repository knows of them, and with the
 * last run of a manifest what the ledger knows of its folders.
 *
 * <p>Invariants: nothing goes of a manifest whose last run may go on. The files go first, then the job repository's part and
 * the manifest's name in the ledger in one transaction; its folders, which nobody can find any more, go after it, some at a
 * time. Killed at any moment, the next one finishes it.
 */
public final class Purge {

    private final JobRepository repository;
    private final Ledger ledger;
    private final AdvisoryLocks locks;
    private final TransactionTemplate transaction;
    private final Path runs;
    private final LocalDateTime before;
    private final Duration olderThan;
    private final boolean dryRun;

    private final List<PurgeOutcome.Gone> gone = new ArrayList<>();
    private final List<PurgeOutcome.Kept> kept = new ArrayList<>();
    private long folders;

    /** @param now the machine's local time */
    public Purge(
            JobRepository repository,
            Ledger ledger,
            AdvisoryLocks locks,
            TransactionTemplate transaction,
            Path home,
            LocalDateTime now,
            Duration olderThan,
            boolean dryRun) {
        this.repository = repository;
        this.ledger = ledger;
        this.locks = locks;
        this.transaction = transaction;
        this.runs = home.resolve(ResultWriter.RUNS);
        this.before = now.minus(olderThan);
        this.olderThan = olderThan;
        this.dryRun = dryRun;
    }

    public PurgeOutcome all() {
        for (JobInstance instance : repository.findJobInstances(ProvisioningJobConfiguration.JOB)) {
            examine(instance);
        }
        for (JobInstance instance : repository.findJobInstances(ProvisioningJobConfiguration.VERIFYING)) {
            examineCheck(instance);
        }
        if (!dryRun) {
            ledger.deleteMarked();
        }
        return new PurgeOutcome(olderThan, dryRun, gone, kept, folders);
    }

    private void examine(JobInstance instance) {
        List<JobExecution> newestFirst = newestFirst(instance);
        List<JobExecution> old = newestFirst.stream().filter(this::isOld).toList();
        if (old.isEmpty()) {
            return;
        }
        JobExecution last = newestFirst.get(0);
        alone(last, () -> examine(instance, newestFirst, old, last));
    }

    private void examine(
            JobInstance instance, List<JobExecution> newestFirst, List<JobExecution> old, JobExecution last) {
        Optional<String> need = need(last);
        if (need.isPresent()) {
            keep(last, need.get());
        } else if (!old.contains(last)) {
            old.forEach(execution -> delete(List.of(execution), () -> repository.deleteJobExecution(execution)));
        } else {
            long manifest = manifest(last);
            long lines = ledger.counts(manifest).total();
            boolean done = delete(newestFirst, () -> {
                repository.deleteJobInstance(instance);
                ledger.markForDeletion(manifest);
            });
            folders += done ? lines : 0;
        }
    }

    /** A comparison is over when it ends; the manifest that it knew alone goes with it. */
    private void examineCheck(JobInstance instance) {
        List<JobExecution> executions = newestFirst(instance);
        if (executions.isEmpty() || !executions.stream().allMatch(this::isOld)) {
            return;
        }
        alone(executions.get(0), () -> deleteCheck(instance, executions));
    }

    private void deleteCheck(JobInstance instance, List<JobExecution> executions) {
        long manifest = manifest(executions.get(0));
        boolean alone = !isReferred(manifest, instance);
        delete(executions, () -> {
            repository.deleteJobInstance(instance);
            if (alone) {
                ledger.markForDeletion(manifest);
            }
        });
    }

    /** Does it while nobody else works on the manifest. A home is this process's; on a server others may be at it. */
    private void alone(JobExecution last, Runnable work) {
        if (!locks.areShared()) {
            work.run();
            return;
        }
        ProvisioningTarget target = RunParameters.from(last.getJobParameters()).target();
        Optional<AdvisoryLock> lock = locks.acquire(target, LockedException.currentProcess("purge"), () -> {});
        if (lock.isEmpty()) {
            keep(last, Messages.format("purge.busy"));
            return;
        }
        try (AdvisoryLock held = lock.get()) {
            Objects.requireNonNull(held);
            work.run();
        }
    }

    private boolean isReferred(long manifest, JobInstance but) {
        return List.of(ProvisioningJobConfiguration.JOB, ProvisioningJobConfiguration.VERIFYING).stream()
                .flatMap(job -> repository.findJobInstances(job).stream())
                .filter(instance -> instance.getId() != but.getId())
                .flatMap(instance -> repository.getJobExecutions(instance).stream())
                .anyMatch(execution -> manifest(execution) == manifest);
    }

    private List<JobExecution> newestFirst(JobInstance instance) {
        return repository.getJobExecutions(instance).stream()
                .sorted(Comparator.comparing(JobExecution::getId).reversed())
                .toList();
    }

    private static long manifest(JobExecution execution) {
        return RunParameters.from(execution.getJobParameters()).manifest();
    }

    /** A run that nobody ended ended when it was last heard of. */
    private boolean isOld(JobExecution execution) {
        LocalDateTime ended = execution.getEndTime() == null ? execution.getLastUpdated() : execution.getEndTime();
        return (ended == null ? execution.getCreateTime() : ended).isBefore(before);
    }

    /** What a manifest's last run is kept for: only what left no folder to go on with is over, beside what completed. */
    private Optional<String> need(JobExecution last) {
        long manifest = manifest(last);
        if (last.getStatus() == BatchStatus.COMPLETED || !ledger.isResolved(manifest)) {
            return Optional.empty();
        }
        FolderCounts counts = ledger.counts(manifest);
        return Optional.of(Messages.format(
                "purge.resumable",
                counts.total() - counts.done(),
                counts.total(),
                RunOutcomeStore.state(last, () -> false)));
    }

    private void keep(JobExecution execution, String why) {
        kept.add(new PurgeOutcome.Kept(ResultWriter.runName(execution), file(execution), why));
    }

    private static String file(JobExecution execution) {
        return RunParameters.from(execution.getJobParameters()).file().toString();
    }

    /** Deletes runs, files first; false if they stay, since files cannot be deleted. */
    private boolean delete(List<JobExecution> executions, Runnable records) {
        try {
            for (JobExecution execution : executions) {
                if (!dryRun) {
                    FileSystemUtils.deleteRecursively(runs.resolve(ResultWriter.runName(execution)));
                }
            }
        } catch (IOException e) {
            keep(executions.get(0), FileSystemErrors.describe(e));
            return false;
        }
        if (!dryRun) {
            Failpoint.hit("purge-files");
            transaction.executeWithoutResult(status -> records.run());
            Failpoint.hit("purge-records");
        }
        executions.forEach(
                execution -> gone.add(new PurgeOutcome.Gone(ResultWriter.runName(execution), file(execution))));
        return true;
    }
}
