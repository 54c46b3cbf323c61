package io.github.pantree.schedule;

import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A job in the schedule; guarded by the {@link JobScheduler}. */
final class ScheduledJob {

    JobDefinition definition;
    Instant next = Instant.MAX;
    /** Running, or waiting for its locks. */
    boolean busy;
    /** Whether it runs once more after the current run. */
    boolean again;

    /** Whether the times before the start were handled. */
    boolean known;
    /** Not looked at before, after a failure. */
    Instant retry = Instant.MIN;

    /** Why its state cannot be kept, if so. */
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
