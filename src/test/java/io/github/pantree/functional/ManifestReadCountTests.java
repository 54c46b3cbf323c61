package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.testing.TestSimulator;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts how many bytes of its manifest a run reads, with the events of the Java runtime. */
final class ManifestReadCountTests {

    private static final String FILE_READ = "jdk.FileRead";
    private static final int ROWS = 200;
    private static final String NOTE = "备注".repeat(16_000);
    /** The additional bytes that may be read to detect file type and delimiter: a buffer or two for each. */
    private static final long BEGINNINGS = 1_200_000;

    @TempDir
    private Path folder;

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    private HomeFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new HomeFixture(folder, simulator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void readsTheManifestOnceForItsHashAndOnceForItsRows(String charset) throws Exception {
        StringBuilder text = new StringBuilder("path,备注\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("/folder").append(i).append(',').append(NOTE).append('\n');
        }
        Path manifest = Files.writeString(folder.resolve("manifest.csv"), text, Charset.forName(charset));
        long read = bytesReadOf(manifest);
        long size = Files.size(manifest);
        assertThat(read).isBetween(2 * size, 2 * size + BEGINNINGS);
    }

    private long bytesReadOf(Path manifest) throws Exception {
        Path events = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(FILE_READ).withThreshold(Duration.ZERO);
            recording.start();
            assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
            recording.stop();
            recording.dump(events);
        }
        return RecordingFile.readAllEvents(events).stream()
                .filter(event -> event.getEventType().getName().equals(FILE_READ))
                .filter(event -> manifest.toString().equals(event.getString("path")))
                .mapToLong(event -> Math.max(0, event.getLong("bytesRead")))
                .sum();
    }
}
