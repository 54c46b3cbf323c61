package io.github.pantree.schedule;

import io.github.pantree.provisioning.SharedJobState;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects, once a day after the expected time, that no manifest has arrived since the same time of the day before.
 *
 * @param options properties that override those of the definition
 */
record MissingManifestCheck(JobDefinition job, Map<String, String> options, TimeSource timing) {

    private static final Logger log = LoggerFactory.getLogger(MissingManifestCheck.class);

    /**
     * Checks the time and the state of the job.
     *
     * @return sends the notification, unless a process with another home has claimed a manifest or sends it; empty if a
     *     manifest has arrived, if it is too early, or if this was already reported
     */
    Optional<Runnable> check() throws IOException {
        LocalTime by = job.settings().expectedBy().orElse(null);
        Instant now = timing.now();
        LocalDate today = LocalDate.ofInstant(now, job.settings().zoneId());
        if (by == null || !isMissing(by, today, now)) {
            return Optional.empty();
        }
        if (!JobState.update(job.settings().home(), job.name(), known -> known.withMissedDay(today))) {
            // Another process has reported it.
            return Optional.empty();
        }
        return Optional.of(() -> report(by, today));
    }

    private boolean isMissing(LocalTime by, LocalDate today, Instant now) throws IOException {
        Path home = job.settings().home();
        Instant limit = at(by, today);
        JobState state = JobState.read(home, job.name());
        Instant arrived = state.arrived();
        Instant seen = state.seen();
        if (seen == null || !seen.isBefore(limit)) {
            // The job did not exist yet when a manifest should have arrived.
            JobState.update(home, job.name(), known -> known.withFirstSight(now));
            return false;
        }
        boolean late = !now.isBefore(limit) && (arrived == null || !arrived.isAfter(at(by, today.minusDays(1))));
        return late && !today.equals(state.missed());
    }

    private Instant at(LocalTime by, LocalDate day) {
        ZoneId zone = job.settings().zoneId();
        return day.atTime(by).atZone(zone).toInstant();
    }

    private void report(LocalTime by, LocalDate today) {
        if (SharedJobState.of(job, options).claimMissing(at(by, today.minusDays(1)), today)) {
            String source = job.settings().source();
            String text = Messages.format("job.missing", job.name(), source, by);
            log.warn("{}", text);
            try (RunNotifier notifier = new RunNotifier(job, new ReportedFailures(), timing)) {
                notifier.missing(source, text);
            }
        }
    }
}
