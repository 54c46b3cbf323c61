package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScheduledJobTests {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init") // before each test
    private ScheduledJob job;

    @BeforeEach
    void create() throws IOException {
        job = new ScheduledJob(define("hourly", "schedule: \"0 * * * *\""));
    }

    @Test
    void jobIsDueFromItsNextTimeOn() {
        assertThat(job.isDue(MIDNIGHT)).as("before its first time is known").isFalse();
        job.scheduleAfter(MIDNIGHT);
        assertThat(job.next()).isEqualTo(MIDNIGHT.plusSeconds(3600));
        assertThat(job.isDue(MIDNIGHT.plusSeconds(3599))).isFalse();
        assertThat(job.isDue(MIDNIGHT.plusSeconds(3600))).isTrue();
    }

    @Test
    void jobWithoutScheduleIsNeverDue() throws IOException {
        ScheduledJob unscheduled = new ScheduledJob(define("manual", "description: by hand"));
        unscheduled.scheduleAfter(MIDNIGHT);
        assertThat(unscheduled.isScheduled()).isFalse();
        assertThat(unscheduled.isDue(MIDNIGHT.plusSeconds(1_000_000))).isFalse();
        assertThat(unscheduled.overview().next()).isNull();
    }

    @Test
    void jobIsBusyUntilItsEndAndRunsAgainOnce() {
        job.begin();
        assertThat(job.isBusy()).isTrue();
        job.runAgain();
        job.runAgain();
        assertThat(job.end()).isTrue();
        assertThat(job.isBusy()).isFalse();
        job.begin();
        assertThat(job.end()).isFalse();
    }

    @Test
    void runUsesTheDefinitionOfItsStart() throws IOException {
        JobDefinition changed = define("hourly", "schedule: \"30 * * * *\"");
        job.run(changed, new JobRunner(changed, Map.of(), new SilentListener(), new TickingTime()));
        assertThat(job.definition()).isSameAs(changed);
        job.scheduleAfter(MIDNIGHT);
        assertThat(job.next()).isEqualTo(MIDNIGHT.plusSeconds(1800));
    }

    @Test
    void failedCheckIsReportedOncePerReasonAndRetriedLater() {
        assertThat(job.recordFailedCheck("no space", MIDNIGHT)).isTrue();
        assertThat(job.isHealthy()).isFalse();
        assertThat(job.facts()).containsEntry("problem", "no space");
        assertThat(job.isCheckable(MIDNIGHT.plusSeconds(9))).isFalse();
        assertThat(job.isCheckable(MIDNIGHT.plusSeconds(10))).isTrue();
        assertThat(job.recordFailedCheck("no space", MIDNIGHT.plusSeconds(10))).isFalse();
        assertThat(job.recordFailedCheck("read-only", MIDNIGHT.plusSeconds(20))).isTrue();
        job.recordCheck();
        assertThat(job.isHealthy()).isTrue();
        assertThat(job.recordFailedCheck("read-only", MIDNIGHT.plusSeconds(30))).isTrue();
    }

    @Test
    void pausedJobHasNoNextTime() throws IOException {
        job.scheduleAfter(MIDNIGHT);
        job.pause(true);
        assertThat(new ScheduledJob(job.definition()).isPaused()).isTrue();
        assertThat(job.overview().next()).isNull();
        job.pause(false);
        assertThat(job.overview().next()).isEqualTo(job.next());
    }

    private JobDefinition define(String name, String line) throws IOException {
        Path file = home.resolve(name + ".yml");
        Files.writeString(
                file, "pantree:\n  zone: UTC\n  home: %s\n  manifest: %s\n  %s\n".formatted(home, "m.csv", line));
        return JobDefinition.read(file, Map.of());
    }
}
