package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.report.ExitCode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** What the job repository keeps of a run beside what Spring Batch does: how it ended, as its own report says. */
public final class RunOutcomeStore {

    private static final String COUNTS = "pantree.folders";
    private static final String END = "pantree.end";
    private static final String FIGURES = "pantree.figures";
    private static final String KILLED = "killed";
    public static final String RUNNING = "running";

    private RunOutcomeStore() {}

    static void recordEnd(
            JobExecution execution, ExitCode end, RunOutcome outcome, RunStatistics figures, JobRepository repository) {
        FolderCounts counts = outcome.summary().folders();
        ExecutionContext context = execution.getExecutionContext();
        context.putString(END, end.status());
        context.putString(
                COUNTS,
                "%d %d %d %d %d"
                        .formatted(
                                counts.created(),
                                counts.existed(),
                                counts.failed(),
                                counts.blocked(),
                                counts.pending()));
        context.putString(FIGURES, figures.text());
        repository.updateExecutionContext(execution);
    }

    /** Notes that nobody ended the run. */
    static void recordCrash(JobExecution execution, JobRepository repository) {
        execution.setExitStatus(ExitStatus.FAILED.addExitDescription(KILLED));
        repository.update(execution);
    }

    /** The counts at the end of the run; empty if it did not live to tell. */
    public static Optional<FolderCounts> counts(JobExecution execution) {
        // A killed run that went on where another stopped has that one's counts.
        String text = execution.getExecutionContext().getString(COUNTS, "");
        if (text.isEmpty()
                || execution.isRunning()
                || state(execution, () -> false).equals(KILLED)) {
            return Optional.empty();
        }
        String[] counts = text.split(" ", -1);
        return Optional.of(new FolderCounts(
                Long.parseLong(counts[0]),
                Long.parseLong(counts[1]),
                Long.parseLong(counts[2]),
                Long.parseLong(counts[3]),
                Long.parseLong(counts[4])));
    }

    /** What else it came to; empty if it did not live to tell, or a version that kept nothing of it ran it. */
    public static Optional<RunStatistics> statistics(JobExecution execution) {
        // What it went on from is in its context from its start, and that one's end is not its own.
        String text = execution.getExecutionContext().getString(FIGURES, "");
        return text.isEmpty()
                        || execution.isRunning()
                        || state(execution, () -> false).equals(KILLED)
                ? Optional.empty()
                : Optional.of(RunStatistics.parse(text));
    }

    /**
     * The status of the summary.
     *
     * @param alive whether a process works on its manifest; else whoever seems to be running was killed
     */
    public static String state(JobExecution execution, BooleanSupplier alive) {
        if (execution.isRunning() && alive.getAsBoolean()) {
            return RUNNING;
        }
        boolean killed = execution.isRunning()
                || execution.getExitStatus().getExitDescription().contains(KILLED);
        String state = execution.getStatus().name().toLowerCase(Locale.ROOT);
        return killed ? KILLED : execution.getExecutionContext().getString(END, state);
    }
}
