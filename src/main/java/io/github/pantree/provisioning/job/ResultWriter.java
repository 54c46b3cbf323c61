package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunPhase;
import io.github.pantree.provisioning.run.VerifyOutcome.Counts;
import io.github.pantree.provisioning.settings.ResultSettings;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.report.HtmlTree;
import io.github.pantree.report.ResultFiles;
import io.github.pantree.support.ResultFileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;

/** Writes the result files of a run or a comparison, after its end, whatever its status. */
final class ResultWriter {

    private final RunSettings settings;
    private final ResultSettings format;
    private final Ledger ledger;
    private final VerificationStore checks;
    private final ProgressTracker progress;
    private final ReportWriter report;

    ResultWriter(
            RunSettings settings,
            ResultSettings format,
            Ledger ledger,
            VerificationStore checks,
            ProgressTracker progress,
            ReportWriter report) {
        this.settings = settings;
        this.format = format;
        this.ledger = ledger;
        this.checks = checks;
        this.progress = progress;
        this.report = report;
    }

    Path folder(JobExecution execution) {
        return new StoredRun(execution).folder(settings);
    }

    /** Writes the state of every row, the problems of the manifest and, last, the summary. */
    void write(RunOutcome outcome, StoredRun run) throws IOException {
        progress.phase(RunPhase.RESULTS, outcome.summary().folders());
        ResultFiles files = files(Objects.requireNonNull(outcome.folder()));
        HtmlTree tree = new HtmlTree();
        if (ledger.manifests().isResolved(outcome.manifest())) {
            files.write(ledger.report(), outcome.manifest(), tree);
        }
        files.writeProblems(ledger.report(), outcome.manifest());
        report.write(run, null, tree);
        files.writeSummary(outcome.summary().json());
    }

    /** Writes only the problems of a manifest. */
    void writeProblems(Path folder, long manifest) throws IOException {
        files(folder).writeProblems(ledger.report(), manifest);
    }

    /** Writes the differences that a comparison found, and returns their file; null without differences. */
    @Nullable
    Path writeDifferences(Path folder, long manifest) throws IOException {
        boolean differs = Counts.of(checks.counts(manifest)).hasDifferences() || checks.extras(manifest) > 0;
        if (differs) {
            return files(folder).writeDifferences(checks, manifest);
        }
        ResultFiles.deleteDifferences(folder);
        return null;
    }

    private ResultFiles files(Path folder) throws IOException {
        return new ResultFiles(folder, format.csvBom());
    }

    /** Whether the summary of a run is in that run's own folder, which later commands do not change. */
    boolean isKept(JobExecution execution) {
        return settings.out() == null && Files.exists(folder(execution).resolve(ResultFileNames.SUMMARY));
    }
}
