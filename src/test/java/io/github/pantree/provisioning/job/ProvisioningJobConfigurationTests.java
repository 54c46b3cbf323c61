package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.ProvisioningTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The transitions of the jobs, with steps whose only effect is a configured exit status. */
final class ProvisioningJobConfigurationTests {

    private static final JobParameters PARAMETERS = new RunParameters(
                    new ProvisioningTarget("hash", "http://127.0.0.1:1", new DirId("")), Path.of("m.csv"), 1, null)
            .toJobParameters();

    private final List<String> executed = new ArrayList<>();
    private String endingStep = "";
    private String endingStatus = "";

    @AutoClose
    private BatchDatabase database;

    private ProvisioningJobConfiguration configuration;

    @BeforeEach
    void open() throws Exception {
        database = new BatchDatabase();
        configuration = new ProvisioningJobConfiguration(database.repository, database.transactions);
    }

    @Test
    void runsTheNextStepAfterACompletedOne() throws Exception {
        assertThat(start(provisioning()).getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(executed).containsExactly("load", "resolve", "look", "create");
    }

    @Test
    void plansAndVerifiesWithoutCreating() throws Exception {
        assertThat(start(configuration.planning(step("load"), step("resolve"), step("look")))
                        .getStatus())
                .isEqualTo(BatchStatus.COMPLETED);
        assertThat(start(configuration.verifying(step("load"), step("resolve"), step("verify")))
                        .getStatus())
                .isEqualTo(BatchStatus.COMPLETED);
        assertThat(executed).containsExactly("load", "resolve", "look", "load", "resolve", "verify");
    }

    @ParameterizedTest
    @CsvSource({
        "load, FAILED, 1",
        "load, NOOP, 1",
        "resolve, INVALID, 2",
        "look, STOPPED, 3",
        "look, FAILED, 3",
        "create, INCOMPLETE, 4",
        "create, UNKNOWN, 4"
    })
    void failsTheJobAfterAStepThatDidNotComplete(String step, String exitStatus, int steps) throws Exception {
        endingStep = step;
        endingStatus = exitStatus;
        assertThat(start(provisioning()).getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(executed).hasSize(steps).endsWith(step);
    }

    @Test
    void restartsFromTheFirstStepAfterAFailure() throws Exception {
        endingStep = "create";
        endingStatus = RejectsListener.INCOMPLETE;
        start(provisioning());
        endingStep = "";
        executed.clear();
        assertThat(start(provisioning()).getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(executed).containsExactly("load", "resolve", "look", "create");
    }

    private Job provisioning() {
        return configuration.provisioning(
                step("load"), step("resolve"), step("look"), step("create"), new JobExecutionListener() {});
    }

    private JobExecution start(Job job) throws Exception {
        return database.operator(job).start(job, PARAMETERS);
    }

    private Step step(String name) {
        return new StepBuilder(name, database.repository)
                .tasklet(
                        (contribution, context) -> {
                            executed.add(name);
                            if (name.equals(endingStep)) {
                                contribution.setExitStatus(new ExitStatus(endingStatus));
                            }
                            return RepeatStatus.FINISHED;
                        },
                        database.transactions)
                .allowStartIfComplete(true)
                .build();
    }
}
