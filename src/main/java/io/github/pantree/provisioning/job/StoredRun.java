package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.ResumeCommand;
import io.github.pantree.provisioning.settings.RunSettings;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** A run in the job repository: Spring Batch's record and the stored outcome. Times are those of the machine's zone. */
public final class StoredRun {

    /** The job that creates folders. */
    static final String PROVISIONING = "provisioning";

    static final String PLANNING = "planning";

    /** The job that compares the trees. */
    static final String VERIFYING = "verifying";

    /** The folder in the home that contains one folder per run. */
    public static final String FOLDER = "runs";

    private static final String COUNTS = "pantree.folders";
    private static final String END = "pantree.end";
    private static final String STATISTICS = "pantree.figures";
    /** A part of the exit description of a run whose process was killed. */
    private static final String CRASH = RunState.KILLED.label();

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final JobExecution execution;

    /**
     * A step of the run.
     *
     * @param status Spring Batch's status in lower case
     * @param started null if it has not started
     * @param ended null if it has not ended
     * @param read number of rows or folders that it read; 0 for a step without input
     */
    public record StoredStep(
            String name,
            String status,
            @Nullable LocalDateTime started,
            @Nullable LocalDateTime ended,
            long read) {

        static StoredStep of(StepExecution step) {
            return new StoredStep(
                    step.getStepName(),
                    label(step.getStatus()),
                    step.getStartTime(),
                    step.getEndTime(),
                    step.getReadCount());
        }
    }

    StoredRun(JobExecution execution) {
        this.execution = execution;
    }

    JobExecution execution() {
        return execution;
    }

    /** The name of the run: its start time and its number in the job repository. */
    public String name() {
        return MOMENT.format(execution.getCreateTime()) + "-" + execution.getId();
    }

    /** Whether the argument is the name of the run, or the number at its end. */
    public boolean isNamed(String run) {
        return name().equals(run) || run.equals(String.valueOf(execution.getId()));
    }

    /** The number of its job instance; runs of the same manifest and target have the same one. */
    public long instance() {
        return execution.getJobInstance().getId();
    }

    public LocalDateTime created() {
        return execution.getCreateTime();
    }

    /** Null until an end is recorded; that of a killed run is recorded when the next run begins. */
    public @Nullable LocalDateTime ended() {
        return execution.getEndTime();
    }

    /** When it ended; for a killed run, when it was updated last. */
    public LocalDateTime lastActive() {
        LocalDateTime updated = execution.getLastUpdated();
        LocalDateTime last = ended() == null ? updated : ended();
        return last == null ? created() : last;
    }

    /** Whether its job completed, so that only a recheck would start it again. */
    public boolean isCompleted() {
        return execution.getStatus() == BatchStatus.COMPLETED;
    }

    /** The steps that it has started, in their order. */
    public List<StoredStep> steps() {
        return execution.getStepExecutions().stream()
                .sorted(Comparator.comparing(StepExecution::getId))
                .map(StoredStep::of)
                .toList();
    }

    public RunParameters parameters() {
        return RunParameters.from(execution.getJobParameters());
    }

    /** The folder of its result files. */
    public Path folder(RunSettings settings) {
        Path out = settings.out();
        return out == null ? settings.home().resolve(FOLDER).resolve(name()) : out;
    }

    /** The command that resumes it, as it was given; empty for a run of an older version, or if it was too long. */
    public Optional<String> resumeCommand(Path home) {
        // The home may have been moved since.
        return Optional.ofNullable(execution.getJobParameters().getString(RunParameters.COMMAND))
                .map(command -> ResumeCommand.in(home, command));
    }

    void recordEnd(RunStatus end, RunOutcome outcome, RunStatistics statistics, JobRepository repository) {
        FolderCounts folders = outcome.summary().folders();
        ExecutionContext context = execution.getExecutionContext();
        context.putString(END, end.label());
        long[] counts = {folders.created(), folders.existed(), folders.failed(), folders.blocked(), folders.pending()};
        context.putString(
                COUNTS, Arrays.stream(counts).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        context.putString(STATISTICS, statistics.text());
        repository.updateExecutionContext(execution);
    }

    /** Records that the process of the run was killed. */
    void recordCrash(JobRepository repository) {
        execution.setExitStatus(ExitStatus.FAILED.addExitDescription(CRASH));
        repository.update(execution);
    }

    /** The counts at its end; empty if the run was killed. */
    public Optional<FolderCounts> counts() {
        return recorded(COUNTS)
                .map(text -> Stream.of(text.split(" ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .map(counts -> new FolderCounts(counts[0], counts[1], counts[2], counts[3], counts[4]));
    }

    /** The statistics; empty if the run was killed, or executed by a version that stored none. */
    public Optional<RunStatistics> statistics() {
        return recorded(STATISTICS).map(RunStatistics::parse);
    }

    /**
     * A resumed run starts with the values of the run before, so values count only if they were stored at its own end.
     */
    private Optional<String> recorded(String key) {
        String text = execution.getExecutionContext().getString(key, "");
        boolean ended = !state(() -> false).equals(RunState.KILLED);
        return ended && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /**
     * The state of the summary, {@link RunState#RUNNING} or {@link RunState#KILLED}; Spring Batch's status if the
     * version that executed the run recorded no other end.
     *
     * @param alive whether a process works on the manifest; if not, a run without an end was killed
     */
    public RunState state(BooleanSupplier alive) {
        if (execution.isRunning() && alive.getAsBoolean()) {
            return RunState.RUNNING;
        }
        boolean killed = execution.isRunning()
                || execution.getExitStatus().getExitDescription().contains(CRASH);
        return killed
                ? RunState.KILLED
                : new RunState(execution.getExecutionContext().getString(END, label(execution.getStatus())));
    }

    private static String label(BatchStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredRun run && run.execution.equals(execution);
    }

    @Override
    public int hashCode() {
        return execution.hashCode();
    }
}
