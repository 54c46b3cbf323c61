package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.report.HtmlReport;
import io.github.pantree.report.HtmlTree;
import io.github.pantree.report.RunReport;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.ResultFileNames;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes {@code report.html} for a run that has ended, from what the job repository and the ledger hold of it. */
public record ReportWriter(Ledger ledger, RunSettings settings, TimeSource timing) {

    /**
     * Writes the report among the run's result files, and returns it.
     *
     * @param later the run that resumed it; null if it is the last one of its manifest
     */
    public Path write(StoredRun run, @Nullable StoredRun later) throws IOException {
        HtmlTree tree = new HtmlTree();
        ledger.report().forEachFolder(run.parameters().manifest(), tree);
        return write(run, later, tree);
    }

    /** Writes the report like {@link #write(StoredRun, StoredRun)}, with a tree that was read already. */
    Path write(StoredRun run, @Nullable StoredRun later, HtmlTree tree) throws IOException {
        Path folder = run.folder(settings);
        OwnerOnlyFiles.createFolder(folder);
        Path file = folder.resolve(ResultFileNames.REPORT);
        long manifest = run.parameters().manifest();
        new HtmlReport(report(run, later), ledger.report(), manifest, tree).write(file);
        return file;
    }

    private RunReport report(StoredRun run, @Nullable StoredRun later) {
        RunState state = run.state(() -> false);
        FolderCounts counts = run.counts()
                .orElseGet(() -> ledger.report().counts(run.parameters().manifest()));
        RunStatistics statistics = run.statistics().orElse(null);
        boolean uploaded = run.parameters().name() != null;
        boolean resumable = state.isResumable() && later == null;
        return new RunReport(
                run.name(),
                run.parameters().title(),
                state.reportLabel(),
                run.created().atZone(ZoneId.systemDefault()).toOffsetDateTime(),
                OffsetDateTime.ofInstant(timing.now(), ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                counts,
                statistics == null ? null : statistics.reason(),
                uploaded,
                resumable && !uploaded ? run.resumeCommand(settings.home()).orElse(null) : null,
                later == null ? null : later.name(),
                statistics == null ? null : calls(statistics));
    }

    private static RunReport.Calls calls(RunStatistics statistics) {
        return new RunReport.Calls(
                statistics.calls().mkdir(),
                statistics.calls().list(),
                statistics.calls().token(),
                statistics.calls().limited(),
                statistics.calls().retried(),
                statistics.seconds(),
                statistics.slowest(),
                statistics.history());
    }
}
