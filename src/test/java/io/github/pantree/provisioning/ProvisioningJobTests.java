package io.github.pantree.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.job.ProvisioningJobConfiguration;
import io.github.pantree.provisioning.job.RunLauncher;
import io.github.pantree.provisioning.job.RunParameters;
import io.github.pantree.provisioning.job.RunRequest;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.testing.TestSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.test.JobOperatorTestUtils;
import org.springframework.batch.test.context.SpringBatchTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** The job in Spring Batch: which steps run, how they end, and what a restart does. */
@SpringBatchTest
@SpringBootTest(
        classes = {ProvisioningJobConfiguration.class, HomeConfiguration.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ContextConfiguration(initializers = ProvisioningJobTests.Home.class)
@DirtiesContext
final class ProvisioningJobTests {

    @AutoClose
    private static final Simulator SIMULATOR = TestSimulator.start();

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private JobOperatorTestUtils utils;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private Ledger ledger;

    @Autowired
    @Qualifier("provisioning")
    @SuppressWarnings("NullAway.Init")
    private Job job;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private FolderApi api;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private RunSettings settings;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private JobRepository repository;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private RunLauncher launcher;

    @BeforeEach
    void chooseTheJob() {
        utils.setJob(job);
    }

    @Test
    void runsItsStepsInOrder() throws Exception {
        JobExecution execution = utils.startJob(parameters("steps.csv", "path\n/steps/a\n"));
        assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(execution.getStepExecutions())
                .extracting(StepExecution::getStepName)
                .containsExactly("load", "resolve", "look", "create");
        assertThat(execution.getStepExecutions())
                .filteredOn(step -> step.getStepName().equals("create"))
                .singleElement()
                .satisfies(step -> assertThat(step.getWriteCount()).isEqualTo(2));
    }

    @Test
    void anInvalidManifestEndsBeforeTheLookStep() throws Exception {
        JobParameters parameters = parameters("invalid.csv", "path\n/a:b\n");
        JobExecution execution = utils.startJob(parameters);
        assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(execution.getStepExecutions())
                .extracting(
                        step -> step.getStepName() + " " + step.getExitStatus().getExitCode())
                .containsExactly("load COMPLETED", "resolve INVALID");
    }

    @Test
    void aFailedRunRestartsAsTheSameInstance() throws Exception {
        SIMULATOR.addFile("", "taken");
        JobParameters parameters = parameters("restart.csv", "path\n/taken/x\n/free\n");
        JobExecution first = utils.startJob(parameters);
        JobExecution second = utils.startJob(parameters);
        assertThat(first.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(second.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(second.getJobInstance()).isEqualTo(first.getJobInstance());
        assertThat(ledger.report().counts(RunParameters.from(parameters).manifest()))
                .isEqualTo(new FolderCounts(1, 0, 1, 1, 0));
    }

    @Test
    void startsAfterAKillBeforeTheFirstExecutionWasStored() throws Exception {
        JobParameters parameters = parameters("stillborn.csv", "path\n/stillborn/a\n");
        repository.createJobInstance(job.getName(), parameters);
        RunParameters run = RunParameters.from(parameters);
        assertThat(launcher.run(new RunRequest(run.file(), null, Optional.empty()), run.target())
                        .end())
                .isEqualTo(RunStatus.COMPLETED);
    }

    private JobParameters parameters(String name, String content) throws IOException {
        Path file = Files.writeString(settings.home().resolve(name), content);
        ProvisioningTarget target = new ProvisioningTarget(
                new ManifestReader(ManifestOptions.AUTO_DETECT).contentHash(file),
                SIMULATOR.baseUrl(),
                new DirId(settings.parent()));
        return new RunParameters(target, file, ledger.manifests().register(target, api.account()), null)
                .toJobParameters();
    }

    /** Does what the commands do before the context starts. */
    static final class Home implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                        context,
                        "pantree.home=" + Files.createTempDirectory("pantree-test"),
                        "pantree.base-url=" + SIMULATOR.baseUrl(),
                        "pantree.access-token=simulator-token",
                        "pantree.rate=1000");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            HomeContextFactory.initializer(new OpenRequest(OpenMode.RUN, Map.of(), Optional.empty(), null, () -> false))
                    .initialize(context);
        }
    }
}
