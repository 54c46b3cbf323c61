package io.github.pantree.operation;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.Words;
import io.github.pantree.notice.Event;
import io.github.pantree.notice.Notice;
import io.github.pantree.notice.NoticeSettings;
import io.github.pantree.notice.Notices;
import io.github.pantree.pan123.Timing;
import io.github.pantree.provisioning.JobDefinition;
import io.github.pantree.provisioning.RunOutcome;
import io.github.pantree.report.ExitCode;
import io.github.pantree.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what became of runs, and that no manifest came. */
public final class Bells {

    private static final Logger log = LoggerFactory.getLogger(Bells.class);

    private final @Nullable String job;
    private final Notices notices;
    private final Timing timing;

    /** @param job the job's name; null for a run that somebody started by hand */
    public Bells(@Nullable String job, NoticeSettings settings, Timing timing) {
        this.job = job;
        this.notices = Notices.of(settings, timing::now, timing::sleep);
        this.timing = timing;
    }

    /**
     * Tells how a run ended.
     *
     * @param manifest where it is now
     * @param why why it ended so; null if there is nothing to be said
     * @param again the command that goes on, or tries again
     */
    public void ended(RunOutcome outcome, String manifest, @Nullable String why, String again) {
        Summary summary = outcome.summary();
        boolean good = outcome.end() == ExitCode.DONE;
        tell(event(outcome.end()), summary, manifest, outcome.end(), outcome.folder(), why, good ? null : again);
    }

    /** Tells of a run that came to nothing. */
    void failed(String manifest, ExitCode end, String why, String again) {
        tell(event(end), null, manifest, end, null, why, again);
    }

    private void tell(
            Event event,
            @Nullable Summary summary,
            String manifest,
            ExitCode end,
            @Nullable Path results,
            @Nullable String message,
            @Nullable String next) {
        FolderCounts counts = summary == null ? FolderCounts.NONE : summary.folders();
        notices.tell(new Notice(
                event,
                job,
                summary == null ? null : summary.run(),
                manifest,
                end.code(),
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

    private static Event event(ExitCode end) {
        return switch (end) {
            case DONE -> Event.SUCCESS;
            case REJECTS -> Event.PARTIAL;
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
        if (moment.isBefore(limit) || today.equals(state.missed()) || (came != null && came.isAfter(before))) {
            return Optional.empty();
        }
        JobState.update(home, definition.name(), known -> known.missed(today));
        String source = definition.settings().source();
        String words = Words.say("job.missing", definition.name(), source, by);
        return Optional.of(() -> {
            log.warn("{}", words);
            tell(Event.MISSING, null, source, ExitCode.DONE, null, words, null);
        });
    }
}
