package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.config.LedgerConfiguration;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.pan123.http.Pan123Configuration;
import io.github.pantree.provisioning.progress.ProgressPublisher;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunPhase;
import io.github.pantree.provisioning.run.StopSignal;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job: load → resolve → look → create. A step follows only if the previous one has the exit status COMPLETED;
 * otherwise the job fails.
 *
 * <p>Every step may run again after it completed: it reads the remaining work from the ledger (the process indicator
 * pattern). No step follows a failed one, because Spring Batch then marks the failed step as abandoned and never
 * restarts it. Therefore the results are not written by a step, but by {@link RunLauncher} after every job.
 * Executions of version 0.1, which had a step {@code results}, can be restarted: steps that are not in the job are
 * ignored.
 *
 * <p>The auto-configurations are listed, since evaluating all of them would slow down every start.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class})
@Import({
    JobRepositoryConfiguration.class,
    LedgerConfiguration.class,
    Pan123Configuration.class,
    StepConfiguration.class,
    ProgressTracker.class,
    ProgressPublisher.class,
    StopSignal.class,
    ResultWriter.class,
    ReportWriter.class,
    RunOutcomeResolver.class,
    StoredRuns.class,
    JobExecutionRepair.class,
    JobStarter.class,
    RunLauncher.class,
    PlanLauncher.class,
    VerifyLauncher.class
})
public class ProvisioningJobConfiguration {

    private static final int ROWS_PER_CHUNK = 5_000;
    private static final int FOLDERS_PER_CHUNK = 500;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;

    ProvisioningJobConfiguration(JobRepository repository, PlatformTransactionManager transactions) {
        this.repository = repository;
        this.transactions = transactions;
    }

    @Bean
    Job provisioning(Step load, Step resolve, Step look, Step create, JobExecutionListener publication) {
        return job(StoredRun.PROVISIONING)
                .listener(new RunLoggingListener())
                .listener(publication)
                .flow(load)
                .next(resolve)
                .next(look)
                .next(create)
                .end()
                .build();
    }

    /** Publishes the progress of a run to other processes, from its start until its results are written. */
    @Bean
    JobExecutionListener publication(ProgressPublisher publisher) {
        return new JobExecutionListener() {
            @Override
            public void beforeJob(JobExecution execution) {
                StoredRun run = new StoredRun(execution);
                RunParameters parameters = run.parameters();
                publisher.start(run.name(), parameters.file(), parameters.name());
            }
        };
    }

    /** The part of the job that only sends list calls. It is no run for users, so its log lines name none. */
    @Bean
    Job planning(Step load, Step resolve, Step look) {
        return job(StoredRun.PLANNING).flow(load).next(resolve).next(look).end().build();
    }

    /** Compares the manifest's tree with the remote tree. */
    @Bean
    Job verifying(Step load, Step resolve, Step verify) {
        return job(StoredRun.VERIFYING)
                .listener(new RunLoggingListener())
                .flow(load)
                .next(resolve)
                .next(verify)
                .end()
                .build();
    }

    @Bean
    ManifestReader manifestFiles(ManifestOptions options, StopSignal stop) {
        return new ManifestReader(options, stop::isRequested);
    }

    private JobBuilder job(String name) {
        return new JobBuilder(name, repository);
    }

    /**
     * Reads the manifest. Its restart position is ignored: staged rows end with their process, so a restarted step
     * reads all rows again, or none if the tree is complete.
     */
    @Bean
    Step load(
            ItemStreamReader<ManifestRow> manifestReader,
            ItemProcessor<ManifestRow, StagedManifestRow> manifestRowProcessor,
            ItemStreamWriter<StagedManifestRow> stagingWriter,
            ProgressTracker progress,
            Ledger ledger) {
        return new StepBuilder("load", repository)
                .<ManifestRow, StagedManifestRow>chunk(ROWS_PER_CHUNK)
                .transactionManager(transactions)
                .reader(manifestReader)
                .processor(manifestRowProcessor)
                .writer(stagingWriter)
                .listener(new PhaseListener(RunPhase.LOAD, progress, ledger.report()))
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step resolve(Tasklet buildTreeTasklet) {
        return step("resolve", buildTreeTasklet);
    }

    @Bean
    Step look(Tasklet discoverExistingTasklet) {
        return step("look", discoverExistingTasklet);
    }

    @Bean
    Step create(
            ItemReader<PendingFolder> pendingFolderReader,
            ItemStreamWriter<PendingFolder> mkdirWriter,
            ProgressTracker progress,
            Ledger ledger) {
        return new StepBuilder("create", repository)
                .<PendingFolder, PendingFolder>chunk(FOLDERS_PER_CHUNK)
                .transactionManager(transactions)
                .reader(pendingFolderReader)
                .writer(mkdirWriter)
                .listener(new PhaseListener(RunPhase.CREATE, progress, ledger.report()))
                .listener(new RejectsListener(ledger.report()))
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step verify(Tasklet verifyTasklet) {
        return step("verify", verifyTasklet);
    }

    private Step step(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .allowStartIfComplete(true)
                .build();
    }
}
