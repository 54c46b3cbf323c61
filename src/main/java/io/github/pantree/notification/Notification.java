package io.github.pantree.notification;

import io.github.pantree.folder.FolderCounts;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
 * @param parts the notifications that it summarises, failures first; empty if it is not a summary
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
        @Nullable String next,
        List<Notification> parts) {

    /** What needs attention first. */
    private static final List<Event> ORDER =
            List.of(Event.FAILED, Event.PARTIAL, Event.STOPPED, Event.MISSING, Event.SUCCESS);

    public Notification {
        parts = List.copyOf(parts);
    }

    /** A notification of one thing. */
    public Notification(
            Event event,
            @Nullable String job,
            @Nullable String run,
            String manifest,
            int exitCode,
            FolderCounts folders,
            double seconds,
            @Nullable Path results,
            @Nullable String message,
            @Nullable String next) {
        this(event, job, run, manifest, exitCode, folders, seconds, results, message, next, List.of());
    }

    /**
     * One notification that summarises several; a single one is left as it is.
     *
     * @param all at least one
     */
    public static Notification digest(List<Notification> all) {
        if (all.size() == 1) {
            return all.get(0);
        }
        List<Notification> sorted = all.stream()
                .sorted(Comparator.comparing(part -> ORDER.indexOf(part.event())))
                .toList();
        Notification first = sorted.get(0);
        FolderCounts folders = all.stream().map(Notification::folders).reduce(FolderCounts.NONE, FolderCounts::plus);
        double seconds = all.stream().mapToDouble(Notification::seconds).sum();
        return new Notification(
                first.event,
                first.job,
                null,
                first.manifest,
                first.exitCode,
                folders,
                seconds,
                null,
                first.message,
                first.next,
                sorted);
    }
}
