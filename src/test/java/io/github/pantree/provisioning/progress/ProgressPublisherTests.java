package io.github.pantree.provisioning.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunPhase;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.testing.TestSettings;
import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgressPublisherTests {

    private static final FolderCounts COUNTS = new FolderCounts(0, 0, 0, 0, 4);

    private final ScriptedApi api = new ScriptedApi(0);
    private final TickingTime time = new TickingTime(Instant.parse("2026-01-31T22:00:00Z"));
    private final ProgressTracker tracker = new ProgressTracker(api, time, PantreeMetrics.NONE);
    private final StopSignal stop = new StopSignal(api);

    @TempDir
    private Path home;

    @BeforeEach
    void progress() {
        api.figures(
                new CallStatistics(6, 2, 1, 3, 2, 5, Duration.ZERO, List.of()),
                new OutageStatus(Duration.ofSeconds(4), Duration.ofMinutes(5), "503"));
        time.advance(Duration.ofSeconds(2));
        tracker.phase(RunPhase.CREATE, COUNTS);
        tracker.inDoubt(1);
    }

    @Test
    void aRunIsVisibleFromItsStartToItsEnd() {
        assertThat(ProgressReader.running(home)).isEmpty();
        try (ProgressPublisher publisher = publisher()) {
            publisher.start("r1", Path.of("/m.csv"), null);
            PublishedProgress progress = ProgressReader.of(home, "r1").orElseThrow();
            assertThat(progress.status().label()).isEqualTo("running");
            assertThat(progress.manifest()).isEqualTo(Path.of("/m.csv").toString());
            assertThat(progress.started()).isEqualTo("2026-01-31T22:00:00Z");
            assertThat(progress.toProgress()).isEqualTo(tracker.snapshot());
            assertThat(ProgressReader.of(home, "r2")).isEmpty();
        }
        assertThat(ProgressReader.running(home)).isEmpty();
        assertThat(home.resolve("progress")).isEmptyDirectory();
    }

    @Test
    void aRunThatIsAskedToStopIsStopping() {
        stop.request("why");
        try (ProgressPublisher publisher = publisher()) {
            publisher.start("r1", Path.of("m.csv"), null);
            assertThat(ProgressReader.running(home))
                    .extracting(run -> run.status().label())
                    .containsExactly("stopping");
        }
    }

    @Test
    void theFilesOfAKilledProcessAreNotShownAndTheNextRunDeletesThem() throws IOException {
        try (ProgressPublisher publisher = publisher()) {
            publisher.start("r1", Path.of("m.csv"), null);
            Files.copy(home.resolve("progress/r1.json"), home.resolve("progress/r0.json"));
            Files.copy(home.resolve("progress/r1.lock"), home.resolve("progress/r0.lock"));
        }
        assertThat(home.resolve("progress")).isDirectoryContaining("glob:**r0.json");
        assertThat(ProgressReader.running(home)).isEmpty();
        try (ProgressPublisher publisher = publisher()) {
            publisher.start("r2", Path.of("m.csv"), null);
            assertThat(ProgressReader.running(home))
                    .extracting(PublishedProgress::run)
                    .containsExactly("r2");
            assertThat(home.resolve("progress/r0.json")).doesNotExist();
            assertThat(home.resolve("progress/r0.lock")).doesNotExist();
        }
    }

    @Test
    void severalRunsOfAHomeAreShownNewestFirst() {
        try (ProgressPublisher first = publisher();
                ProgressPublisher second = publisher()) {
            first.start("r1", Path.of("a.csv"), null);
            second.start("r2", Path.of("b.csv"), null);
            assertThat(ProgressReader.running(home))
                    .extracting(PublishedProgress::run)
                    .containsExactly("r2", "r1");
        }
    }

    @Test
    void aFileThatIsNoProgressIsSkipped() throws IOException {
        Files.createDirectory(home.resolve("progress"));
        Files.writeString(home.resolve("progress/x.json"), "{\"run\": 1");
        assertThat(ProgressReader.running(home)).isEmpty();
    }

    @Test
    void itsFilesAreForTheOwnerOnly() throws IOException {
        try (ProgressPublisher publisher = publisher()) {
            publisher.start("r1", Path.of("m.csv"), null);
            for (String name : List.of("progress", "progress/r1.json", "progress/r1.lock")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name))))
                        .as(name)
                        .endsWith("------");
            }
        }
    }

    @Test
    void aRunIsNotDisturbedIfNothingCanBePublished() throws IOException {
        Files.createFile(home.resolve("progress"));
        try (ProgressPublisher publisher = publisher()) {
            publisher.start("r1", Path.of("m.csv"), null);
        }
        assertThat(ProgressReader.running(home)).isEmpty();
    }

    private ProgressPublisher publisher() {
        RunSettings settings = TestSettings.in(home).build();
        return new ProgressPublisher(tracker, stop, settings, time);
    }
}
