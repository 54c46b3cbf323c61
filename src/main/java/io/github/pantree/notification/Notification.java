package io.github.pantree.notification;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is told, wherever it goes to. The counts are folders and add up to the total; all are 0 for a run that never got
 * to counting, and for {@link Event#MISSING}.
 *
 * @param job the job definition's name; null without one
 * @param run the run's name; null if no run began
 * @param manifest the file, as the user knows it; for {@link Event#MISSING} the one that was expected
 * @param exitCode that of the command
 * @param seconds from the run's start to its end
 * @param results the folder of the result files; null if there is none
 * @param message why it ended so, as a person was told it; null if nothing is to be said
 * @param next what to do now, as one command; null if nothing is to be done
 */
public record Notification(
        Event event,
        @Nullable String job,
        @Nullable String run,
        String manifest,
        int exitCode,
        long total,
        long created,
        long existed,
        long failed,
        long blocked,
        long pending,
        double seconds,
        @Nullable Path results,
        @Nullable String message,
        @Nullable String next) {}
