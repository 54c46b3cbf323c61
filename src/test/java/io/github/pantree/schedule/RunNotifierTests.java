package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.notification.channel.NotificationFixture;
import io.github.pantree.notification.channel.Receiver;
import io.github.pantree.provisioning.run.CallCounts;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The notifications that a webhook on loopback receives. */
final class RunNotifierTests {

    private static final FolderCounts COUNTS = new FolderCounts(1, 2, 3, 4, 5);

    @AutoClose
    private final Receiver receiver = new Receiver();

    private final TickingTime time = new TickingTime();
    private final ReportedFailures reported = new ReportedFailures();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private JobDefinition job;

    @BeforeEach
    void define() throws IOException {
        job = job("nightly");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, success, 0, ",
        "COMPLETED_WITH_REJECTS, partial, 4, resume",
        "STOPPED, stopped, 5, resume",
        "INVALID_MANIFEST, failed, 3, resume",
        "DEFECT, failed, 1, resume"
    })
    void notificationSaysHowARunEndedAndHowToResumeIt(
            RunStatus end, String event, int exitCode, @Nullable String next) {
        try (RunNotifier notifier = new RunNotifier(job, reported, time)) {
            notifier.ended(outcome(end), Path.of("in", "..", "m.csv"), Path.of("out"), "why", "resume");
        }
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
    void notificationOfARunWithoutResultsNamesNoFolder() {
        try (RunNotifier notifier = new RunNotifier(job, reported, time)) {
            notifier.ended(outcome(RunStatus.COMPLETED), folder.resolve("done/m.csv"), null, null, "resume");
        }
        assertThat(onlyMessage().path("results").isNull()).isTrue();
    }

    @Test
    void notificationNamesAnUploadAsItsUserDoes() {
        NotificationSettings settings = NotificationSettings.from(
                NotificationFixture.environment("kind", "json", "url", receiver.url("/hook")));
        try (RunNotifier notifier = new RunNotifier(settings, time)) {
            notifier.uploadEnded(outcome(RunStatus.STOPPED), "folders.csv", "open the console");
        }
        JsonNode body = onlyMessage();
        assertThat(body.path("job").isNull()).isTrue();
        assertThat(body.path("manifest").stringValue()).isEqualTo("folders.csv");
        assertThat(body.path("message").stringValue()).isEqualTo("the deadline is over");
        assertThat(body.path("next").stringValue()).isEqualTo("open the console");
    }

    @Test
    void sameFailureIsReportedAgainAfterMoreThanAnHour() throws Exception {
        fail(job("repeats"), "m.csv", "why");
        time.advance(Duration.ofHours(1));
        fail(job("repeats"), "m.csv", "why");
        assertThat(receiver.requests()).hasSize(1);
        fail(job("repeats"), "other.csv", "why");
        fail(job("repeats"), "m.csv", "another reason");
        fail(job("another"), "m.csv", "why");
        assertThat(receiver.requests()).hasSize(4);
        time.advance(Duration.ofMillis(1));
        fail(job("repeats"), "m.csv", "why");
        fail(job("repeats"), "m.csv", "why");
        assertThat(receiver.requests()).hasSize(5);
        JsonNode body = receiver.requests().get(4).json();
        assertThat(body.path("event").stringValue()).isEqualTo("stopped");
        assertThat(body.path("run").isNull()).isTrue();
        assertThat(body.path("message").stringValue()).isEqualTo("why");
        assertThat(body.path("next").stringValue()).isEqualTo("pantree jobs");
    }

    @Test
    void unacceptedNotificationIsSentBeforeTheNextOnes() {
        receiver.answer(503, "").answer(503, "").answer(503, "").answer(200, "");
        end(RunStatus.STOPPED);
        int attempts = receiver.requests().size();
        end(RunStatus.COMPLETED);
        try (RunNotifier third = new RunNotifier(job, reported, time)) {
            assertThat(third).as("without a notification of its own").isNotNull();
        }
        assertThat(receiver.requests().subList(attempts, receiver.requests().size()))
                .extracting(request -> request.json().path("event").stringValue())
                .containsExactly("stopped", "success");
    }

    @Test
    void unacceptedNotificationIsSentToTheCorrectedDestination() throws Exception {
        receiver.answer(503, "").answer(503, "").answer(503, "").answer(200, "ok");
        end(RunStatus.STOPPED);
        int attempts = receiver.requests().size();
        Path file = job.file();
        Files.writeString(file, Files.readString(file).replace("127.0.0.1", "localhost"));
        job = JobDefinition.read(file, Map.of());
        end(RunStatus.COMPLETED);
        assertThat(receiver.requests().subList(attempts, receiver.requests().size()))
                .extracting(request -> request.json().path("event").stringValue())
                .containsExactly("stopped", "success");
    }

    private JobDefinition job(String name, String... lines) throws IOException {
        return NotifyingJob.read(folder, name, receiver, lines);
    }

    private void fail(JobDefinition definition, String manifest, String why) {
        try (RunNotifier notifier = new RunNotifier(definition, reported, time)) {
            notifier.failed(manifest, RunStatus.STOPPED, why, "pantree jobs");
        }
    }

    private void end(RunStatus end) {
        try (RunNotifier notifier = new RunNotifier(job, reported, time)) {
            notifier.ended(outcome(end), Path.of("m.csv"), null, null, "resume");
        }
    }

    private JsonNode onlyMessage() {
        assertThat(receiver.requests()).hasSize(1);
        return receiver.requests().get(0).json();
    }

    private static RunOutcome outcome(RunStatus end) {
        Summary summary =
                new Summary("run-7", "ignored.csv", null, end, COUNTS, new CallCounts(1, 2, 3, 4, 5), 1.5, null);
        return new RunOutcome(summary, Path.of("out"), false, "the deadline is over", 1);
    }
}
