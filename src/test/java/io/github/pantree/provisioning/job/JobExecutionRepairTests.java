package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.provisioning.run.RunState;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

final class JobExecutionRepairTests {

    private static final String JOB = StoredRun.PROVISIONING;
    private static final RunParameters RUN = run(1);
    private static final JobParameters PARAMETERS = RUN.toJobParameters();
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 31, 22, 0);

    @AutoClose
    private BatchDatabase database;

    private JobExecutionRepair repair;

    @BeforeEach
    void open() throws Exception {
        database = new BatchDatabase();
        repair = new JobExecutionRepair(database.operator(), database.repository);
    }

    private static RunParameters run(long manifest) {
        ProvisioningTarget target = new ProvisioningTarget("hash", "http://127.0.0.1:1", new DirId(""));
        return new RunParameters(target, Path.of("m.csv"), manifest, null);
    }

    @Test
    void anInstanceOfAnOlderVersionIsContinuedByItsManifestOnly() {
        assertThat(repair.identify(JOB, RUN)).isEqualTo(PARAMETERS);
        store(RUN.toOlderJobParameters(), BatchStatus.FAILED, BatchStatus.FAILED);
        assertThat(repair.identify(JOB, RUN)).isEqualTo(RUN.toOlderJobParameters());
        assertThat(repair.repair(JOB, repair.identify(JOB, RUN))).isNotNull();
        assertThat(repair.identify(JOB, run(2))).isEqualTo(run(2).toJobParameters());
        assertThat(repair.repair(JOB, repair.identify(JOB, run(2))))
                .as("it has no run yet")
                .isNull();
    }

    @Test
    void findsNothingToRepairOfANewInstance() {
        assertThat(repair.repair(JOB, PARAMETERS)).isNull();
    }

    @Test
    void deletesAnInstanceWithoutAnExecution() {
        database.repository.createJobInstance(JOB, PARAMETERS);
        assertThat(repair.repair(JOB, PARAMETERS)).isNull();
        assertThat(database.repository.getJobInstance(JOB, PARAMETERS)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"STARTED, STARTED", "STARTING, STARTED", "STOPPING, STOPPING", "UNKNOWN, UNKNOWN", "FAILED, UNKNOWN"})
    void failsAnExecutionWhoseProcessWasKilled(BatchStatus job, BatchStatus step) {
        store(job, step);
        repair.repair(JOB, PARAMETERS);
        JobExecution repaired = stored();
        assertThat(repaired.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(repaired.getStepExecutions())
                .singleElement()
                .extracting(StepExecution::getStatus)
                .isEqualTo(BatchStatus.FAILED);
        assertThat(repaired.getEndTime()).isNotNull();
        assertThat(new StoredRun(repaired).state(() -> true)).isEqualTo(RunState.KILLED);
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, COMPLETED", "FAILED, FAILED", "STOPPED, STOPPED", "FAILED, COMPLETED"})
    void leavesAnEndedExecutionAsItIs(BatchStatus job, BatchStatus step) {
        store(job, step);
        JobExecution last = Objects.requireNonNull(repair.repair(JOB, PARAMETERS));
        assertThat(last.getStatus()).isEqualTo(job);
        assertThat(stored().getStatus()).isEqualTo(job);
        assertThat(stored().getStepExecutions())
                .singleElement()
                .extracting(StepExecution::getStatus)
                .isEqualTo(step);
        assertThat(new StoredRun(stored()).state(() -> false)).isNotEqualTo(RunState.KILLED);
    }

    private void store(BatchStatus job, BatchStatus step) {
        store(PARAMETERS, job, step);
    }

    private void store(JobParameters parameters, BatchStatus job, BatchStatus step) {
        JobInstance instance = database.repository.createJobInstance(JOB, parameters);
        JobExecution execution = database.repository.createJobExecution(instance, parameters, new ExecutionContext());
        StepExecution stepExecution = database.repository.createStepExecution("create", execution);
        stepExecution.setStartTime(START);
        stepExecution.setStatus(step);
        execution.setStartTime(START);
        execution.setStatus(job);
        if (!job.isRunning()) {
            execution.setEndTime(START.plusHours(1));
        }
        database.repository.update(stepExecution);
        database.repository.update(execution);
    }

    private JobExecution stored() {
        return Objects.requireNonNull(database.repository.getLastJobExecution(JOB, PARAMETERS));
    }
}
