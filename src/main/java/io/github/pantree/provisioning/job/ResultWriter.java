package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.report.ResultFiles;
import io.github.pantree.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.batch.core.job.JobExecution;

/** Where the results of a run go, and what they need. */
public final class ResultWriter {

    /** The folder of the home that holds a folder for each run. */
    public static final String RUNS = "runs";

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final RunSettings settings;
    private final LedgerReport ledger;

    ResultWriter(RunSettings settings, LedgerReport ledger) {
        this.settings = settings;
        this.ledger = ledger;
    }

    /** The name of a run: when it began, and its number in the job repository. */
    public static String runName(JobExecution execution) {
        return MOMENT.format(execution.getCreateTime()) + "-" + execution.getId();
    }

    Path folder(JobExecution execution) {
        Path out = settings.out();
        return out == null ? settings.home().resolve(RUNS).resolve(runName(execution)) : out;
    }

    /** Writes the state of every row. */
    void write(JobExecution execution) throws IOException {
        long manifest = RunParameters.from(execution.getJobParameters()).manifest();
        new ResultFiles(folder(execution)).write(ledger, manifest);
    }

    /** Writes what is to be said about the manifest, if anything is. */
    void writeProblems(JobExecution execution) throws IOException {
        long manifest = RunParameters.from(execution.getJobParameters()).manifest();
        new ResultFiles(folder(execution)).writeProblems(ledger, manifest);
    }

    /** Writes how the remote tree differs from the manifest's, and says where. */
    Path writeDifferences(JobExecution execution, VerificationStore checks) throws IOException {
        long manifest = RunParameters.from(execution.getJobParameters()).manifest();
        return new ResultFiles(folder(execution)).writeDifferences(checks, manifest);
    }

    /** Whether a run left its summary in a folder of its own, which a later command has no reason to touch. */
    boolean isKept(JobExecution execution) {
        return settings.out() == null && Files.exists(folder(execution).resolve("summary.json"));
    }

    void write(JobExecution execution, Summary summary) throws IOException {
        new ResultFiles(folder(execution)).write(summary);
    }
}
