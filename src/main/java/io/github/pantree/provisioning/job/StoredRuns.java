package io.github.pantree.provisioning.job;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;

/**
 * The runs in the job repository. Those of the same manifest, target and account belong to one job instance. An
 * instance whose process was killed before its first run was stored is left out.
 */
public record StoredRuns(JobRepository repository) {

    private static final Comparator<StoredRun> NEWEST_FIRST =
            Comparator.comparingLong((StoredRun run) -> run.execution().getId()).reversed();

    /** All runs that create folders, newest first. */
    public List<StoredRun> newestFirst() {
        return byInstance().flatMap(List::stream).sorted(NEWEST_FIRST).toList();
    }

    /** The runs that create folders, by job instance, newest first; an instance is read when the stream reaches it. */
    public Stream<List<StoredRun>> byInstance() {
        return byInstance(StoredRun.PROVISIONING);
    }

    /** The comparisons, like {@link #byInstance()}. Each has a job instance of its own. */
    public Stream<List<StoredRun>> comparisonsByInstance() {
        return byInstance(StoredRun.VERIFYING);
    }

    private Stream<List<StoredRun>> byInstance(String job) {
        return repository.findJobInstances(job).stream().map(this::newestFirst).filter(runs -> !runs.isEmpty());
    }

    private List<StoredRun> newestFirst(JobInstance instance) {
        List<JobExecution> executions = repository.getJobExecutions(instance);
        return executions.stream().map(StoredRun::new).sorted(NEWEST_FIRST).toList();
    }

    /** Whether no process has deleted a job instance. */
    public boolean exists(long instance) {
        return repository.getJobInstance(instance) != null;
    }

    /** Deletes one run. Part of the caller's transaction. */
    public void delete(StoredRun run) {
        repository.deleteJobExecution(run.execution());
    }

    /** Deletes the job instance of a run with all its runs. Part of the caller's transaction. */
    public void deleteInstance(StoredRun run) {
        repository.deleteJobInstance(run.execution().getJobInstance());
    }
}
