package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.notification.channel.NotificationFixture;
import io.github.pantree.notification.channel.Receiver;
import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.provisioning.SharedJobState;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.testing.RecordedLog;
import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The notifications that a webhook on loopback receives. */
final class RunNotifierTests {

    /** In Shanghai, 01:30 of the next day. */
    private static final Instant LIMIT = Instant.parse("2026-01-30T17:30:00Z");

    private static final Instant DAY_BEFORE = LIMIT.minus(Duration.ofDays(1));
    private static final String EXPECTED = "pantree.expect-by: \"01:30\"";
    private static final FolderCounts COUNTS = new FolderCounts(1, 2, 3, 4, 5);

    @RegisterExtension
    final RecordedLog log = RecordedLog.of(RunNotifier.class);

    private final Receiver receiver = new Receiver();
    private final TickingTime time = new TickingTime(DAY_BEFORE);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private JobDefinition job;

    @BeforeEach
    void define() throws IOException {
        job = job("nightly", EXPECTED);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, success, 0, ",
        "COMPLETED_WITH_REJECTS, partial, 4, resume",
        "STOPPED, stopped, 5, resume",
        "INVALID_MANIFEST, failed, 3, resume",
        "DEFECT, failed, 1, resume"
    })
    void reportsHowARunEndedAndHowToGoOn(RunStatus end, String event, int exitCode, @Nullable String next) {
        RunNotifier notifier = new RunNotifier(job, time);
        notifier.ended(outcome(end), Path.of("in", "..", "m.csv"), false, "why", "resume");
        notifier.flush();
        JsonNode body = onlyMessage();
        assertThat(body.path("event").stringValue()).isEqualTo(event);
        assertThat(body.path("job").stringValue()).isEqualTo("nightly");
        assertThat(body.path("run").stringValue()).isEqualTo("run-7");
        assertThat(body.path("manifest").stringValue())
                .isEqualTo(Path.of("m.csv").toAbsolutePath().toString());
        assertThat(body.path("exit_code").intValue()).isEqualTo(exitCode);
        assertThat(body.path("folders").path("pending").intValue()).isEqualTo(5);
        assertThat(body.path("seconds").doubleValue()).isEqualTo(1.5);
        assertThat(body.path("results").stringValue())
                .isEqualTo(Path.of("out").toAbsolutePath().toString());
        assertThat(body.path("message").stringValue()).isEqualTo("why");
        assertThat(body.path("next").stringValue(null)).isEqualTo(next);
    }

    @Test
    void namesTheFolderBesideAManifestThatWasMoved() {
        RunNotifier notifier = new RunNotifier(job, time);
        notifier.ended(outcome(RunStatus.COMPLETED), folder.resolve("done/m.csv"), true, null, "resume");
        notifier.flush();
        assertThat(onlyMessage().path("results").stringValue())
                .isEqualTo(folder.resolve("done").toString());
    }

    @Test
    void namesAnUploadAsItsUserDoes() {
        RunNotifier notifier = new RunNotifier(
                NotificationSettings.from(
                        NotificationFixture.environment("kind", "json", "url", receiver.url("/hook"))),
                time);
        notifier.uploadEnded(outcome(RunStatus.STOPPED), "folders.csv", "open the console");
        notifier.flush();
        JsonNode body = onlyMessage();
        assertThat(body.path("job").isNull()).isTrue();
        assertThat(body.path("manifest").stringValue()).isEqualTo("folders.csv");
        assertThat(body.path("message").stringValue()).isEqualTo("the deadline is over");
        assertThat(body.path("next").stringValue()).isEqualTo("open the console");
    }

    @Test
    void reportsTheSameFailureAgainAfterMoreThanAnHour() throws Exception {
        fail(job("repeats"), "m.csv", "why");
        time.advance(Duration.ofHours(1));
        fail(job("repeats"), "m.csv", "why");
        assertThat(receiver.got()).hasSize(1);
        fail(job("repeats"), "other.csv", "why");
        fail(job("repeats"), "m.csv", "another reason");
        fail(job("another"), "m.csv", "why");
        assertThat(receiver.got()).hasSize(4);
        time.advance(Duration.ofMillis(1));
        fail(job("repeats"), "m.csv", "why");
        fail(job("repeats"), "m.csv", "why");
        assertThat(receiver.got()).hasSize(5);
        JsonNode body = receiver.got().get(4).json();
        assertThat(body.path("event").stringValue()).isEqualTo("stopped");
        assertThat(body.path("run").isNull()).isTrue();
        assertThat(body.path("message").stringValue()).isEqualTo("why");
        assertThat(body.path("next").stringValue()).isEqualTo("pantree jobs");
    }

    @Test
    void sendsWhatWasNotAcceptedBeforeTheNextOnes() {
        receiver.answer(503, "").answer(503, "").answer(503, "").answer(200, "");
        RunNotifier first = new RunNotifier(job, time);
        first.ended(outcome(RunStatus.STOPPED), Path.of("first.csv"), false, null, "resume");
        first.flush();
        int attempts = receiver.got().size();
        RunNotifier second = new RunNotifier(job, time);
        second.ended(outcome(RunStatus.COMPLETED), Path.of("second.csv"), false, null, "resume");
        second.flush();
        second.flush();
        assertThat(receiver.got().subList(attempts, receiver.got().size()))
                .extracting(got -> got.json().path("event").stringValue())
                .containsExactly("stopped", "success");
    }

    @Test
    void reportsAMissingManifestOnceADayFromTheExpectedTimeOn() throws Exception {
        know(state -> state.withFirstSight(DAY_BEFORE));
        time.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(missing()).isEmpty();
        time.advance(Duration.ofMillis(1));
        missing().orElseThrow().run();
        JsonNode body = onlyMessage();
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
        JobDefinition shared = job("nightly", EXPECTED, "spring.datasource.url: \"" + postgres.url() + "\"");
        know(state -> state.withFirstSight(DAY_BEFORE));
        time.advance(Duration.ofDays(1));
        SharedJobState.of(shared, Map.of()).recordArrival(DAY_BEFORE.plusMillis(1));
        new RunNotifier(shared, time).missing(shared, Map.of()).orElseThrow().run();
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void nothingIsMissingOnTheDayOnWhichAJobIsFirstSeenTooLate() throws Exception {
        time.advance(Duration.ofDays(1));
        assertThat(missing()).isEmpty();
        assertThat(JobState.read(folder, "nightly").seen()).isEqualTo(LIMIT);
        assertThat(missing()).isEmpty();
        time.advance(Duration.ofDays(1));
        assertThat(missing()).isPresent();
    }

    private Optional<Runnable> missing() throws IOException {
        return new RunNotifier(job, time).missing(job, Map.of());
    }

    private void know(UnaryOperator<JobState> change) throws IOException {
        JobState.update(folder, "nightly", change);
    }

    private JobDefinition job(String name, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "pantree.home: " + folder,
                "pantree.inbox: inbox",
                "pantree.zone: Asia/Shanghai",
                "pantree.notify[0].kind: json",
                "pantree.notify[0].url: " + receiver.url("/hook")));
        all.addAll(List.of(lines));
        return JobDefinition.read(Files.write(folder.resolve(name + ".yml"), all), Map.of());
    }

    private void fail(JobDefinition definition, String manifest, String why) {
        RunNotifier notifier = new RunNotifier(definition, time);
        notifier.failed(manifest, RunStatus.STOPPED, why, "pantree jobs");
        notifier.flush();
    }

    private JsonNode onlyMessage() {
        assertThat(receiver.got()).hasSize(1);
        return receiver.got().get(0).json();
    }

    private static RunOutcome outcome(RunStatus end) {
        Summary summary =
                new Summary("run-7", "ignored.csv", null, end, COUNTS, new Summary.Calls(1, 2, 3, 4, 5), 1.5, null);
        return new RunOutcome(summary, Path.of("out"), false, "the deadline is over", 1);
    }
}
