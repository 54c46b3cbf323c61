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
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what became of runs, and that no manifest came. */
public final class RunNotifier {

    private static final Logger log = LoggerFactory.getLogger(RunNotifier.class);

    private static final Duration QUIET = Duration.ofHours(1);
    /** When this process last told of which failure. */
    private static final Map<String, Instant> TOLD = new ConcurrentHashMap<>();

    private final @Nullable String job;
    private final Notifier notices;
    private final TimeSource timing;

    /** @param job the job's name; null for a run that somebody started by hand */
    public RunNotifier(@Nullable String job, NotificationSettings settings, TimeSource timing) {
        this.job = job;
        this.notices = Notifier.of(settings, timing::now, timing::sleep);
        this.timing = timing;
    }

    /**
     * Tells how a run ended.
     *
     * @param manifest where it is now
     * @param beside whether its results were put beside it
     * @param why why it ended so; null if there is nothing to be said
     * @param again the command that goes on, or tries again
     */
    public void ended(RunOutcome outcome, Path manifest, boolean beside, @Nullable String why, String again) {
        Path place = manifest.toAbsolutePath().normalize();
        Path results = outcome.folder();
        send(
                event(outcome.end()),
                outcome.summary(),
                place.toString(),
                outcome.end(),
                beside ? place.getParent() : results == null ? null : results.toAbsolutePath(),
                why,
                outcome.end() == RunStatus.COMPLETED ? null : again);
    }

    /** Tells of a run that came to nothing; the same again only after a while, since each turn may meet it. */
    void failed(String manifest, RunStatus end, String why, String again) {
        Instant now = timing.now();
        Instant last = TOLD.put(job + "\n" + manifest + "\n" + why, now);
        if (last == null || Duration.between(last, now).compareTo(QUIET) > 0) {
            send(event(end), null, manifest, end, null, why, again);
        } else {
            TOLD.put(job + "\n" + manifest + "\n" + why, last);
        }
    }

    private void send(
            Event event,
            @Nullable Summary summary,
            String manifest,
            RunStatus end,
            @Nullable Path results,
            @Nullable String message,
            @Nullable String next) {
        FolderCounts counts = summary == null ? FolderCounts.NONE : summary.folders();
        notices.send(new Notification(
                event,
                job,
                summary == null ? null : summary.run(),
                manifest,
                end.exitCode(),
                counts.total(),
                counts.created(),
                counts.existed(),
                counts.failed(),
                counts.blocked(),
                counts.pending(),
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

    /**
     * Notes, once a day, that no manifest came since the time of the day before, once this day's is over.
     *
     * @return what tells so; empty if one came, if it is too early, or if it was told
     */
    Optional<Runnable> missing(JobDefinition definition) throws IOException {
        LocalTime by = definition.settings().expectedBy().orElse(null);
        if (by == null) {
            return Optional.empty();
        }
        Path home = definition.settings().home();
        JobState state = JobState.read(home, definition.name());
        ZoneId zone = definition.settings().zoneId();
        Instant moment = timing.now();
        LocalDate today = LocalDate.ofInstant(moment, zone);
        Instant limit = today.atTime(by).atZone(zone).toInstant();
        Instant before = today.minusDays(1).atTime(by).atZone(zone).toInstant();
        Instant came = state.came();
        Instant seen = state.seen();
        if (seen == null || !seen.isBefore(limit)) {
            // It was not there yet when a manifest should have come.
            JobState.update(home, definition.name(), known -> known.seen(moment));
            return Optional.empty();
        }
        if (moment.isBefore(limit) || today.equals(state.missed()) || (came != null && came.isAfter(before))) {
            return Optional.empty();
        }
        JobState.update(home, definition.name(), known -> known.missed(today));
        String source = definition.settings().source();
        String words = Messages.format("job.missing", definition.name(), source, by);
        return Optional.of(() -> {
            log.warn("{}", words);
            send(Event.MISSING, null, source, RunStatus.COMPLETED, null, words, null);
        });
    }
}
