package io.github.pantree.schedule;

import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import java.io.IOException;
import java.time.Instant;
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

    void setNext(Instant now) {
        next = settings().next(now).orElse(Instant.MAX);
    }

    void update(UnaryOperator<JobState> change) throws IOException {
        JobState.update(settings().home(), name(), change);
    }
}
