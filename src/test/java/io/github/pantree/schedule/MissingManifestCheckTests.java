package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.pantree.notification.channel.Receiver;
import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.provisioning.SharedJobState;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.testing.RecordedLog;
import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A manifest is expected at 01:30 in Shanghai. */
final class MissingManifestCheckTests {

    private static final Instant LIMIT = Instant.parse("2026-01-30T17:30:00Z");
    private static final Instant DAY_BEFORE = LIMIT.minus(Duration.ofDays(1));
    private static final String EXPECTED = "pantree.expect-by: \"01:30\"";

    @RegisterExtension
    final RecordedLog log = RecordedLog.of(MissingManifestCheck.class);

    @AutoClose
    private final Receiver receiver = new Receiver();

    private final TickingTime time = new TickingTime(DAY_BEFORE);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private JobDefinition job;

    @BeforeEach
    void define() throws IOException {
        job = NotifyingJob.read(folder, "nightly", receiver, EXPECTED);
    }

    @Test
    void reportsAMissingManifestOnceADayFromTheExpectedTimeOn() throws Exception {
        know(state -> state.withFirstSight(DAY_BEFORE));
        time.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(missing()).isEmpty();
        time.advance(Duration.ofMillis(1));
        missing().orElseThrow().run();
        assertThat(receiver.requests()).hasSize(1);
        JsonNode body = receiver.requests().get(0).json();
        String text = "Job nightly: no manifest arrived in inbox by 01:30";
        assertThat(body.path("event").stringValue()).isEqualTo("missing");
        assertThat(body.path("manifest").stringValue()).isEqualTo("inbox");
        assertThat(body.path("exit_code").intValue()).isZero();
        assertThat(body.path("message").stringValue()).isEqualTo(text);
        assertThat(body.path("next").isNull()).isTrue();
        assertThat(log.messages(Level.WARN)).containsExactly(text);
        assertThat(JobState.read(folder, "nightly").missed()).hasToString("2026-01-31");

        time.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(missing()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(missing()).isPresent();
    }

    @Test
    void aManifestCountsIfItArrivedAfterTheExpectedTimeOfTheDayBefore() throws Exception {
        know(state -> state.withFirstSight(DAY_BEFORE).withManifest(DAY_BEFORE.plusMillis(1)));
        time.advance(Duration.ofDays(1));
        assertThat(missing()).isEmpty();
        know(state -> state.withManifest(DAY_BEFORE));
        assertThat(missing()).isPresent();
    }

    @Test
    void aManifestCountsIfAProcessWithAnotherHomeClaimedIt() throws Exception {
        TestPostgres postgres = TestPostgres.create();
        postgres.execute(
                "create schema pantree; create table pantree.account_note (name text primary key, content text)");
        JobDefinition shared = NotifyingJob.read(
                folder, "nightly", receiver, EXPECTED, "spring.datasource.url: \"" + postgres.url() + "\"");
        know(state -> state.withFirstSight(DAY_BEFORE));
        time.advance(Duration.ofDays(1));
        SharedJobState.of(shared, Map.of()).recordArrival(DAY_BEFORE.plusMillis(1));
        new MissingManifestCheck(shared, Map.of(), time).check().orElseThrow().run();
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void jobFirstSeenAfterTheExpectedTimeMissesNothingThatDay() throws Exception {
        time.advance(Duration.ofDays(1));
        assertThat(missing()).isEmpty();
        assertThat(JobState.read(folder, "nightly").seen()).isEqualTo(LIMIT);
        assertThat(missing()).isEmpty();
        time.advance(Duration.ofDays(1));
        assertThat(missing()).isPresent();
    }

    private Optional<Runnable> missing() throws IOException {
        return new MissingManifestCheck(job, Map.of(), time).check();
    }

    private void know(UnaryOperator<JobState> change) throws IOException {
        JobState.update(folder, "nightly", change);
    }
}
