package io.github.pantree.schedule;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a job of {@code serve}.
 *
 * @param description what it is for; empty if its definition does not say
 * @param source where its manifests come from, as written
 * @param schedule its cron expression; null if it is only started by hand
 * @param next its next time; null without a schedule, or while it is paused
 * @param busy whether it is running, or waiting for its turn
 * @param problem why it cannot run; null if it can
 */
public record JobOverview(
        String name,
        String description,
        String source,
        @Nullable String schedule,
        ZoneId zone,
        @Nullable Instant next,
        boolean busy,
        boolean paused,
        @Nullable String problem,
        JobState state) {}
