package io.github.pantree.notification;

import io.github.pantree.folder.FolderCounts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is reported, to whatever destination.
 *
 * @param job the job definition's name; null without one
 * @param run the run's name; null if no run began
 * @param manifest the file, as the user knows it; for {@link Event#MISSING} the one that was expected
 * @param exitCode that of the command
 * @param folders all 0 for a run that ended before it counted them, and for {@link Event#MISSING}
 * @param seconds from the run's start to its end
 * @param results the folder of the result files; null if there is none
 * @param message why it ended so, for a person; null if there is no reason to state
 * @param next what to do now, as one command; null if nothing is to be done
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
