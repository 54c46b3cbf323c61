package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.config.LedgerConfiguration;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.http.Pan123Configuration;
import io.github.pantree.provisioning.create.FolderCreator;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.TimeSource;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job: load → resolve → look → create → (always) results.
 *
 * <p>Every step may run again although it once completed: each finds in the ledger what is left for it to do. No step
 * follows one that failed, since Spring Batch takes a failed step for abandoned then, and never starts it again; the
 * results are written by {@link BatchJobLauncher} in that case.
 *
 * <p>What Boot configures is named, since all that it could configure is more than a run needs, and takes time to rule out.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    BatchJdbcAutoConfiguration.class
})
@Import({LedgerConfiguration.class, Pan123Configuration.class})
public class ProvisioningJobConfiguration {

    public static final String JOB = "provisioning";
    public static final String PLANNING = "planning";
    public static final String VERIFYING = "verifying";

    private static final int ROWS_PER_CHUNK = 5_000;
    private static final int FOLDERS_PER_CHUNK = 500;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;

    ProvisioningJobConfiguration(JobRepository repository, PlatformTransactionManager transactions) {
        this.repository = repository;
        this.transactions = transactions;
    }

    @Bean
    Job provisioning(
            @Qualifier("load") Step load,
            @Qualifier("resolve") Step resolve,
            @Qualifier("look") Step look,
            @Qualifier("create") Step create,
            @Qualifier("results") Step results) {
        return new JobBuilder(JOB, repository)
                .listener(new RunLoggingListener())
                .start(load)
                .on("COMPLETED")
                .to(resolve)
                .from(load)
                .on("*")
                .fail()
                .from(resolve)
                .on("COMPLETED")
                .to(look)
                .from(resolve)
                .on("*")
                .fail()
                .from(look)
                .on("COMPLETED")
                .to(create)
                .from(look)
                .on("*")
                .fail()
                .from(create)
                .on("COMPLETED")
                .to(results)
                .from(create)
                .on("*")
                .fail()
                .from(results)
                .on("COMPLETED")
                .end()
                .from(results)
                .on("*")
                .fail()
                .end()
                .build();
    }

    /** The part of the job that sends nothing but list calls. */
    @Bean
    Job planning(@Qualifier("load") Step load, @Qualifier("resolve") Step resolve, @Qualifier("look") Step look) {
        return new JobBuilder(PLANNING, repository)
                .listener(new RunLoggingListener())
                .start(load)
                .on("COMPLETED")
                .to(resolve)
                .from(load)
                .on("*")
                .fail()
                .from(resolve)
                .on("COMPLETED")
                .to(look)
                .from(resolve)
                .on("*")
                .fail()
                .from(look)
                .on("COMPLETED")
                .end()
                .from(look)
                .on("*")
                .fail()
                .end()
                .build();
    }

    /** Compares with the remote tree what the first two steps make of the manifest. */
    @Bean
    Job verifying(@Qualifier("load") Step load, @Qualifier("resolve") Step resolve, @Qualifier("verify") Step verify) {
        return new JobBuilder(VERIFYING, repository)
                .listener(new RunLoggingListener())
                .start(load)
                .on("COMPLETED")
                .to(resolve)
                .from(load)
                .on("*")
                .fail()
                .from(resolve)
                .on("COMPLETED")
                .to(verify)
                .from(resolve)
                .on("*")
                .fail()
                .from(verify)
                .on("COMPLETED")
                .end()
                .from(verify)
                .on("*")
                .fail()
                .end()
                .build();
    }

    @Bean
    Step load(
            @Qualifier("manifestReader") ItemStreamReader<ManifestRow> reader,
            @Qualifier("stagingWriter") ItemStreamWriter<ManifestRow> writer) {
        return new StepBuilder("load", repository)
                .<ManifestRow, ManifestRow>chunk(ROWS_PER_CHUNK)
                .transactionManager(transactions)
                .reader(reader)
                .writer(writer)
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step resolve(@Qualifier("resolveTasklet") Tasklet tasklet) {
        return tasklet("resolve", tasklet);
    }

    @Bean
    Step look(@Qualifier("lookTasklet") Tasklet tasklet) {
        return tasklet("look", tasklet);
    }

    @Bean
    Step create(
            @Qualifier("pendingFolderReader") ItemReader<PendingFolder> reader,
            @Qualifier("mkdirWriter") ItemStreamWriter<PendingFolder> writer) {
        return new StepBuilder("create", repository)
                .<PendingFolder, PendingFolder>chunk(FOLDERS_PER_CHUNK)
                .transactionManager(transactions)
                .reader(reader)
                .writer(writer)
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step results(@Qualifier("resultsTasklet") Tasklet tasklet) {
        return tasklet("results", tasklet);
    }

    @Bean
    Step verify(@Qualifier("verifyTasklet") Tasklet tasklet) {
        return tasklet("verify", tasklet);
    }

    private Step tasklet(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    @StepScope
    ItemStreamReader<ManifestRow> manifestReader(
            @Value("#{stepExecution}") StepExecution step,
            Ledger ledger,
            ManifestReader manifests,
            ProgressTracker progress) {
        RunParameters run = RunParameters.from(step.getJobParameters());
        progress.phase("load", ledger.counts(run.manifest()));
        return new ManifestItemReader(
                manifests,
                run.file(),
                run.target().contentHash(),
                ledger.isResolved(run.manifest()),
                format -> ledger.saveFormat(run.manifest(), format));
    }

    @Bean
    @StepScope
    ItemStreamWriter<ManifestRow> stagingWriter(
            @Value("#{stepExecution}") StepExecution step, Ledger ledger, ProgressTracker progress, StopSignal stop) {
        RunParameters run = RunParameters.from(step.getJobParameters());
        return new StagingItemWriter(run.manifest(), run.target().parent(), ledger, progress, stop, step);
    }

    @Bean
    @StepScope
    Tasklet resolveTasklet(@Value("#{stepExecution}") StepExecution step, Ledger ledger) {
        return new BuildTreeTasklet(RunParameters.from(step.getJobParameters()).manifest(), ledger);
    }

    @Bean
    @StepScope
    Tasklet lookTasklet(
            @Value("#{stepExecution}") StepExecution step,
            Ledger ledger,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop) {
        RunParameters run = RunParameters.from(step.getJobParameters());
        return new DiscoverExistingTasklet(run.manifest(), ledger, api, settings, timing, progress, stop);
    }

    @Bean
    @StepScope
    Tasklet verifyTasklet(
            @Value("#{stepExecution}") StepExecution step,
            Ledger ledger,
            VerificationStore checks,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop) {
        long manifest = RunParameters.from(step.getJobParameters()).manifest();
        return new VerifyTasklet(
                manifest,
                checks,
                api,
                settings,
                timing,
                progress,
                stop,
                ledger.counts(manifest).total());
    }

    @Bean
    @StepScope
    ItemReader<PendingFolder> pendingFolderReader(
            @Value("#{stepExecution}") StepExecution step, Ledger ledger, ProgressTracker progress) {
        RunParameters run = RunParameters.from(step.getJobParameters());
        progress.phase("create", ledger.counts(run.manifest()));
        return new PendingFolderReader(run.manifest(), ledger);
    }

    @Bean
    @StepScope
    ItemStreamWriter<PendingFolder> mkdirWriter(
            @Value("#{stepExecution}") StepExecution step,
            Ledger ledger,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop) {
        RunParameters run = RunParameters.from(step.getJobParameters());
        FolderCreator flow = new FolderCreator(run.manifest(), ledger, api, settings, timing, progress, stop);
        return new MkdirItemWriter(flow, stop, step);
    }

    @Bean
    @StepScope
    Tasklet resultsTasklet(
            @Value("#{stepExecution}") StepExecution step,
            Ledger ledger,
            ResultWriter results,
            ProgressTracker progress) {
        RunParameters run = RunParameters.from(step.getJobParameters());
        return new ResultsTasklet(run.manifest(), ledger, results, progress);
    }

    @Bean
    ManifestReader manifestFiles(ManifestOptions options) {
        return new ManifestReader(options);
    }

    @Bean
    StopSignal stopSignal(FolderApi api) {
        return new StopSignal(api);
    }

    @Bean
    ProgressTracker progressBoard(FolderApi api, TimeSource timing, PantreeMetrics meters) {
        return new ProgressTracker(api, timing, meters);
    }

    @Bean
    ResultWriter resultWriter(RunSettings settings, Ledger ledger) {
        return new ResultWriter(settings, ledger);
    }

    @Bean
    BatchJobLauncher jobRunner(
            JobOperator operator,
            Ledger ledger,
            ResultWriter results,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop) {
        return new BatchJobLauncher(operator, repository, ledger, results, api, settings, timing, progress, stop);
    }
}
