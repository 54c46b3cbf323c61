package io.github.pantree.operation;

import io.github.pantree.folder.Words;
import io.github.pantree.pan123.Timing;
import io.github.pantree.provisioning.JobDefinition;
import io.github.pantree.provisioning.RunOutcome;
import io.github.pantree.report.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what became of a job's runs, and that no manifest came. */
final class Bells {

    private static final Logger log = LoggerFactory.getLogger(Bells.class);

    private final JobDefinition job;
    private final Timing timing;

    Bells(JobDefinition job, Map<String, String> options, Timing timing) {
        this.job = job;
        this.timing = timing;
    }

    void ended(RunOutcome outcome, Path manifest) {}

    void failed(@Nullable Path manifest, ExitCode end, String why) {}

    /** Tells once a day that no manifest came since the time of the day before, once this day's is over. */
    void ifMissing() throws IOException {
        LocalTime by = job.settings().expectedBy().orElse(null);
        if (by == null) {
            return;
        }
        Path home = job.settings().home();
        JobState state = JobState.read(home, job.name());
        ZoneId zone = job.settings().zoneId();
        Instant moment = timing.now();
        LocalDate today = LocalDate.ofInstant(moment, zone);
        Instant limit = today.atTime(by).atZone(zone).toInstant();
        Instant before = today.minusDays(1).atTime(by).atZone(zone).toInstant();
        Instant came = state.came();
        if (moment.isBefore(limit) || today.equals(state.missed()) || (came != null && came.isAfter(before))) {
            return;
        }
        JobState.update(home, job.name(), known -> known.missed(today));
        log.warn("{}", Words.say("job.missing", job.name(), job.settings().source(), by));
    }
}
