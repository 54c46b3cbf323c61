package io.github.pantree.schedule;

import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A job of the scheduler; guarded by the {@link JobScheduler}. */
final class ScheduledJob {

    JobDefinition definition;
    Instant next = Instant.MAX;
    /** Running, or waiting for its locks. */
    boolean busy;
    /** Whether it runs once more after the current run. */
    boolean again;

    /** Whether the scheduled times before the start were handled. */
    boolean known;
    /** After a failure, the job is not checked before this time. */
    Instant retry = Instant.MIN;

    /** Why its state cannot be saved; null if it can. */
    @Nullable
    String problem;

    @Nullable
    JobRunner runner;

    ScheduledJob(JobDefinition definition) {
        this.definition = definition;
    }

    String name() {
        return definition.name();
    }

    JobSettings settings() {
        return definition.settings();
    }

    /** A home with its own database is used by one process, and by one run, at a time. */
    Optional<Path> lockedHome() {
        return definition.shared() ? Optional.empty() : Optional.of(settings().home());
    }

    boolean isScheduled() {
        return settings().cron().isPresent();
    }

    void setNext(Instant now) {
        next = settings().next(now).orElse(Instant.MAX);
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
                settings().home(),
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
