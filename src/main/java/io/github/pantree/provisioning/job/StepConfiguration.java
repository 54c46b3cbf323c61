package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.RecordedTree;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.create.CreationContext;
import io.github.pantree.provisioning.create.FolderCreator;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.TimeSource;
import java.util.Optional;
import java.util.SplittableRandom;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** The readers, writers and tasklets: one instance of each per step execution, with the parameters of its run. */
@Configuration(proxyBeanMethods = false)
record StepConfiguration(
        Ledger ledger,
        FolderApi api,
        RunSettings settings,
        TimeSource timing,
        ProgressTracker progress,
        StopSignal stop) {

    /** Scoped without a proxy, since records cannot have one. */
    @Bean
    @Scope("step")
    RunParameters runParameters(@Value("#{stepExecution.jobParameters}") JobParameters parameters) {
        return RunParameters.from(parameters);
    }

    @Bean
    @StepScope
    ItemStreamReader<ManifestRow> manifestReader(RunParameters run, ManifestReader manifests) {
        return new ManifestItemReader(
                manifests,
                run.file(),
                run.target().contentHash(),
                ledger.manifests().isResolved(run.manifest()),
                format -> ledger.manifests().saveFormat(run.manifest(), format));
    }

    @Bean
    @StepScope
    ItemProcessor<ManifestRow, StagedManifestRow> manifestRowProcessor(RunParameters run) {
        return new ManifestRowProcessor(run.target().parent());
    }

    @Bean
    @StepScope
    ItemStreamWriter<StagedManifestRow> stagingWriter(
            RunParameters run, @Value("#{stepExecution}") StepExecution step) {
        return new StagingItemWriter(run.manifest(), ledger.manifests(), progress, stop, step);
    }

    @Bean
    @StepScope
    Tasklet buildTreeTasklet(RunParameters run) {
        return new BuildTreeTasklet(run.manifest(), ledger.manifests());
    }

    @Bean
    @StepScope
    Tasklet discoverExistingTasklet(RunParameters run, Optional<RecordedTree> recorded) {
        long manifest = run.manifest();
        return recorded.or(() -> Optional.ofNullable(settings.plan())
                        .map(plan -> new LedgerRecordedTree(ledger.tree(), manifest)))
                .map(tree -> new KnownFolderLookup(tree, run.target(), api, settings.recheck()))
                .<Tasklet>map(known ->
                        new PlanDiscoveryTasklet(manifest, ledger, api, settings, timing, progress, stop, known))
                .orElseGet(() -> new DiscoverExistingTasklet(manifest, ledger, api, settings, timing, progress, stop));
    }

    @Bean
    @StepScope
    Tasklet verifyTasklet(RunParameters run, VerificationStore checks) {
        long folders = ledger.report().counts(run.manifest()).total();
        return new VerifyTasklet(run.manifest(), checks, ledger.tree(), api, settings, timing, progress, stop, folders);
    }

    @Bean
    @StepScope
    ItemReader<PendingFolder> pendingFolderReader(RunParameters run) {
        return new PendingFolderReader(run.manifest(), ledger);
    }

    @Bean
    @StepScope
    ItemStreamWriter<PendingFolder> mkdirWriter(RunParameters run, @Value("#{stepExecution}") StepExecution step) {
        CallExecutor executor = new CallExecutor(settings.concurrency(), timing);
        CreationContext context = new CreationContext(
                run.manifest(),
                ledger.folders(),
                ledger.tree(),
                api,
                settings,
                timing,
                progress,
                stop,
                executor,
                new SplittableRandom());
        return new MkdirItemWriter(new FolderCreator(context), stop, step);
    }
}
