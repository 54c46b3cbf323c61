package io.github.pantree.schedule;

import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A job of the scheduler; guarded by the {@link JobScheduler}. */
final class ScheduledJob {

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private JobDefinition definition;
    private Instant next = Instant.MAX;
    private boolean busy;
    private boolean again;
    private boolean caughtUp;
    /** After a failure, the job is not checked before this time. */
    private Instant retry = Instant.MIN;

    /** Why its state cannot be saved; null if it can. */
    private @Nullable String problem;

    private @Nullable JobRunner runner;

    ScheduledJob(JobDefinition definition) {
        this.definition = definition;
    }

    /** The definition as of the last start, or that of the scheduler's start. */
    JobDefinition definition() {
        return definition;
    }

    String name() {
        return definition.name();
    }

    JobSettings settings() {
        return definition.settings();
    }

    boolean isScheduled() {
        return settings().cron().isPresent();
    }

    /** Whether it is running, or waiting for its locks. */
    boolean isBusy() {
        return busy;
    }

    /** Whether its state can be saved, as far as is known. */
    boolean isHealthy() {
        return problem == null;
    }

    /** Whether the scheduled times before the scheduler's start were handled. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    void recordCaughtUp() {
        caughtUp = true;
    }

    /** Computes its next scheduled time. */
    void scheduleAfter(Instant now) {
        next = settings().next(now).orElse(Instant.MAX);
    }

    /** The next scheduled time; {@link Instant#MAX} if it is unknown, or if there is none. */
    Instant next() {
        return next;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(next);
    }

    /** False for a while after a failed check. */
    boolean isCheckable(Instant now) {
        return !now.isBefore(retry);
    }

    void recordCheck() {
        problem = null;
    }

    /**
     * Records that its state cannot be saved.
     *
     * @return whether this is another problem than that of the check before
     */
    boolean recordFailedCheck(String why, Instant now) {
        retry = now.plus(AFTER_FAILURE);
        boolean fresh = !why.equals(problem);
        problem = why;
        return fresh;
    }

    /** Records that it waits for its turn. */
    void begin() {
        busy = true;
    }

    /** Records that it is running, with the settings that its definition has now. */
    void run(JobDefinition now, JobRunner current) {
        definition = now;
        runner = current;
    }

    /** Requests another run after the current one. */
    void runAgain() {
        again = true;
    }

    /**
     * Records that its run has ended.
     *
     * @return whether another run was requested meanwhile
     */
    boolean end() {
        boolean requested = again;
        busy = false;
        runner = null;
        again = false;
        return requested;
    }

    /** Stops its current run gracefully, if it has one. */
    void stop(String why) {
        if (runner != null) {
            runner.stop(why);
        }
    }

    /** Whether its scheduled times pass without a run; kept in a file of the home. */
    boolean isPaused() {
        return Files.exists(pauseMark());
    }

    void pause(boolean paused) throws IOException {
        OwnerOnlyFiles.createFolder(folder());
        if (paused) {
            OwnerOnlyFiles.createFile(pauseMark());
        } else {
            Files.deleteIfExists(pauseMark());
        }
    }

    private Path folder() {
        return settings().home().resolve("jobs");
    }

    private Path pauseMark() {
        return folder().resolve(name() + ".paused");
    }

    /** For the health page: the next time if there is one, whether it is running, and why it cannot run. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new TreeMap<>(Map.of("busy", busy));
        if (!next.equals(Instant.MAX)) {
            facts.put("next", next.toString());
        }
        if (problem != null) {
            facts.put("problem", problem);
        }
        return facts;
    }

    JobOverview overview() {
        return new JobOverview(
                name(),
                settings().description(),
                settings().source(),
                settings().schedule(),
                settings().zoneId(),
                isPaused() || next.equals(Instant.MAX) ? null : next,
                busy,
                isPaused(),
                problem,
                JobState.read(settings().home(), name()));
    }

    void update(UnaryOperator<JobState> change) throws IOException {
        JobState.update(settings().home(), name(), change);
    }
}
