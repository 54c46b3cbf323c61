package io.github.pantree.notification;

import io.github.pantree.folder.FolderCounts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The content of a notification, for every destination.
 *
 * @param job the job definition's name; null without one
 * @param run the run's name; null if no run started
 * @param manifest the file, as the user named it; for {@link Event#MISSING}, the expected one
 * @param exitCode the exit code of the command
 * @param folders all 0 for {@link Event#MISSING}, and for a run that ended before they were counted
 * @param seconds duration of the run
 * @param results the folder of the result files; null if there are none
 * @param message the reason of the outcome, for display; null if there is none
 * @param next the next command to run; null if there is nothing to do
 */
public record Notification(
        Event event,
        @Nullable String job,
        @Nullable String run,
        String manifest,
        int exitCode,
        FolderCounts folders,
        double seconds,
        @Nullable Path results,
        @Nullable String message,
        @Nullable String next) {}
