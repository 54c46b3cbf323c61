package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.CallCounts;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.testing.TestSettings;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Runs in a job repository, as the job records them, without anything that executes them. */
public final class RecordedRuns implements AutoCloseable {

    /** When each run begins. */
    public static final LocalDateTime START = LocalDateTime.of(2026, 1, 31, 22, 0, 0, 123_456_000);

    private static final CallCounts CALLS = new CallCounts(1, 2, 3, 4, 5);

    private final BatchDatabase database;

    public RecordedRuns() throws Exception {
        this(new BatchDatabase());
    }

    /** @param database is closed with this */
    RecordedRuns(BatchDatabase database) {
        this.database = database;
    }

    /** The settings of such a run, below the folder {@code top}. */
    public static RunSettings settings(Path home, boolean extra) {
        return TestSettings.in(home).parent("top").concurrency(4).extra(extra).build();
    }

    public StoredRuns stored() {
        return new StoredRuns(repository());
    }

    private JobRepository repository() {
        return database.repository;
    }

    /** Begins a run that creates folders, and is in its second step. */
    public StoredRun begin(RunParameters run, @Nullable String command) {
        JobParametersBuilder parameters = new JobParametersBuilder(run.toJobParameters());
        if (command != null) {
            parameters.addString(RunParameters.COMMAND, command, false);
        }
        return begin(StoredRun.PROVISIONING, parameters.toJobParameters());
    }

    /** Begins a comparison of the remote tree. */
    public void beginComparison(RunParameters run) {
        begin(StoredRun.VERIFYING, run.toJobParameters());
    }

    private StoredRun begin(String job, JobParameters parameters) {
        JobInstance known = repository().getJobInstance(job, parameters);
        JobInstance instance = known == null ? repository().createJobInstance(job, parameters) : known;
        JobExecution execution = repository().createJobExecution(instance, parameters, new ExecutionContext());
        execution.setCreateTime(START);
        execution.setStartTime(START);
        execution.setStatus(BatchStatus.STARTED);
        repository().update(execution);
        step(execution, "load", BatchStatus.COMPLETED);
        step(execution, "create", BatchStatus.STARTED);
        return new StoredRun(execution);
    }

    private void step(JobExecution execution, String name, BatchStatus status) {
        StepExecution step = repository().createStepExecution(name, execution);
        step.setStartTime(START);
        step.setStatus(status);
        if (!status.isRunning()) {
            step.setReadCount(7);
            step.setEndTime(START.plusSeconds(1));
        }
        repository().update(step);
    }

    /** Ends a run as the current version does. */
    public void end(StoredRun run, RunStatus end, FolderCounts counts, ErrorGroup... errors) {
        Summary summary = new Summary(run.name(), "m.csv", null, end, counts, CALLS, 1.5, null);
        run.recordEnd(
                end,
                new RunOutcome(summary, null, false, null, run.parameters().manifest()),
                new RunStatistics(CALLS, 1.5, 0.5, List.of(), List.of(errors), null, null),
                repository());
        end(run, end == RunStatus.COMPLETED ? BatchStatus.COMPLETED : BatchStatus.FAILED);
    }

    /** Ends a run as version 0.1 did, which recorded only Spring Batch's status. */
    public void endLikeVersionOne(StoredRun run, boolean completed) {
        end(run, completed ? BatchStatus.COMPLETED : BatchStatus.FAILED);
    }

    private void end(StoredRun run, BatchStatus status) {
        run.execution().setStatus(status);
        run.execution().setEndTime(START.plusMinutes(1));
        repository().update(run.execution());
        for (StepExecution step : List.copyOf(run.execution().getStepExecutions())) {
            if (step.getEndTime() == null) {
                step.setStatus(status);
                step.setEndTime(START.plusMinutes(1));
                repository().update(step);
            }
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
