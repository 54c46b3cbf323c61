package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.report.ResultFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.batch.core.job.JobExecution;

/** Where the results of a run go, and the one place that writes them: after the run, whatever its end. */
record ResultWriter(RunSettings settings, Ledger ledger, ProgressTracker progress) {

    Path folder(JobExecution execution) {
        Path out = settings.out();
        return out == null ? settings.home().resolve(StoredRun.FOLDER).resolve(new StoredRun(execution).name()) : out;
    }

    /** Writes the state of every row, the problems of the manifest and, last, the summary. */
    void write(RunOutcome outcome) throws IOException {
        progress.phase("results", outcome.summary().folders());
        ResultFiles files = new ResultFiles(Objects.requireNonNull(outcome.folder()));
        if (ledger.isResolved(outcome.manifest())) {
            files.write(ledger, outcome.manifest());
        }
        files.writeProblems(ledger, outcome.manifest());
        files.writeSummary(outcome.summary().json());
    }

    /** Whether a run left its summary in a folder of its own, which a later command has no reason to touch. */
    boolean isKept(JobExecution execution) {
        return settings.out() == null && Files.exists(folder(execution).resolve("summary.json"));
    }
}
