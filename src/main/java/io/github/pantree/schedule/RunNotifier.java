package io.github.pantree.schedule;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.notification.channel.Notifier;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends notifications about finished runs and missing manifests: they are collected, and sent together by
 * {@link #close}.
 */
public final class RunNotifier implements AutoCloseable {

    private final @Nullable String job;
    private final @Nullable UnsentNotifications unsent;
    private final ReportedFailures reported;
    private final List<Notification> collected = new ArrayList<>();
    private final Notifier notifier;
    private final TimeSource timing;

    /** For a run that was started by hand. */
    public RunNotifier(NotificationSettings settings, TimeSource timing) {
        this(null, null, new ReportedFailures(), settings, timing);
    }

    /** @param reported the failures that were reported lately, and need not be reported again */
    RunNotifier(JobDefinition definition, ReportedFailures reported, TimeSource timing) {
        this(
                definition.name(),
                new UnsentNotifications(definition.settings().home(), definition.name()),
                reported,
                definition.notifications(),
                timing);
    }

    private RunNotifier(
            @Nullable String job,
            @Nullable UnsentNotifications unsent,
            ReportedFailures reported,
            NotificationSettings settings,
            TimeSource timing) {
        this.job = job;
        this.unsent = unsent;
        this.reported = reported;
        this.notifier = Notifier.of(settings, timing::now, timing::sleep);
        this.timing = timing;
    }

    /**
     * Reports how a run ended.
     *
     * @param manifest its current location
     * @param results the current folder of its result files; null if it has none
     * @param why the reason of the outcome; null without one
     * @param next the command that resumes or repeats the run
     */
    public void ended(RunOutcome outcome, Path manifest, @Nullable Path results, @Nullable String why, String next) {
        ended(outcome, manifest.toAbsolutePath().normalize().toString(), results, why, next);
    }

    /**
     * Reports how the run of an uploaded file ended.
     *
     * @param name the name under which its user knows it
     * @param next how to resume the run
     */
    public void uploadEnded(RunOutcome outcome, String name, String next) {
        ended(outcome, name, outcome.folder(), outcome.reason(), next);
    }

    private void ended(RunOutcome outcome, String manifest, @Nullable Path results, @Nullable String why, String next) {
        collect(
                event(outcome.end()),
                outcome.summary(),
                manifest,
                outcome.end(),
                results == null ? null : results.toAbsolutePath(),
                why,
                outcome.end() == RunStatus.COMPLETED ? null : next);
    }

    /**
     * Reports a run that did not take place. The same failure is reported again only after a while, since every run may
     * fail in this way.
     */
    void failed(String manifest, RunStatus end, String why, String next) {
        if (reported.claim(job + "\n" + manifest + "\n" + why, timing.now())) {
            collect(event(end), null, manifest, end, null, why, next);
        }
    }

    /** Reports that no manifest has arrived. */
    void missing(String source, String why) {
        collect(Event.MISSING, null, source, RunStatus.COMPLETED, null, why, null);
    }

    /** Sends what was collected, and what a destination did not accept before. */
    @Override
    public void close() {
        List<Notification> fresh = List.copyOf(collected);
        collected.clear();
        Map<String, List<Notification>> before = unsent == null ? Map.of() : unsent.take();
        Map<String, List<Notification>> left = notifier.send(fresh, before);
        if (unsent != null) {
            unsent.keep(left);
        }
    }

    private void collect(
            Event event,
            @Nullable Summary summary,
            String manifest,
            RunStatus end,
            @Nullable Path results,
            @Nullable String message,
            @Nullable String next) {
        collected.add(new Notification(
                event,
                job,
                summary == null ? null : summary.run(),
                manifest,
                end.exitCode(),
                summary == null ? FolderCounts.NONE : summary.folders(),
                summary == null ? 0 : summary.seconds(),
                results,
                message,
                next));
    }

    private static Event event(RunStatus end) {
        return switch (end) {
            case COMPLETED -> Event.SUCCESS;
            case COMPLETED_WITH_REJECTS -> Event.PARTIAL;
            case STOPPED -> Event.STOPPED;
            default -> Event.FAILED;
        };
    }
}
