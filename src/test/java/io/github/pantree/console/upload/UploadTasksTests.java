package io.github.pantree.console.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.schedule.RunQueue;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.TimeSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class UploadTasksTests {

    @TempDir
    private Path folder;

    private final RunQueue queue = new RunQueue();
    private final ExecutorService others = Executors.newSingleThreadExecutor();
    private final CountDownLatch held = new CountDownLatch(1);
    private final Map<String, String> options = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // before each test
    private Simulator simulator;

    @SuppressWarnings("NullAway.Init") // before each test
    private UploadStore store;

    @SuppressWarnings("NullAway.Init") // before each test
    private UploadTasks tasks;

    @BeforeEach
    void open() throws IOException {
        simulator = Simulator.start(SimulatorSettings.defaults());
        Path home = folder.resolve("home");
        options.put("pantree.home", home.toString());
        options.put("pantree.base-url", simulator.baseUrl());
        options.put("pantree.access-token", "simulator-token");
        options.put("pantree.rate", "1000");
        store = new UploadStore(folder.resolve("uploads"), TimeSource.SYSTEM);
        tasks = new UploadTasks(store, queue, options, Optional.of(home), new SimpleMeterRegistry(), TimeSource.SYSTEM);
    }

    @AfterEach
    void close() {
        held.countDown();
        tasks.close();
        others.shutdownNow();
        simulator.close();
    }

    @Test
    void plansWithoutCreatingAndThenRuns() throws Exception {
        Upload planned = end(plan("path\n/a/b\n/c\n"));
        assertThat(planned.phase()).isEqualTo(Phase.PLANNED);
        assertThat(planned.plan()).isNotNull();
        assertThat(planned.plan().folders()).isEqualTo(new FolderCounts(0, 0, 0, 0, 3));
        assertThat(simulator.tree()).isEmpty();

        tasks.run(planned);
        Upload ended = end(planned);
        assertThat(ended.phase()).isEqualTo(Phase.ENDED);
        assertThat(ended.run()).isNotNull();
        assertThat(ended.run().exitCode()).isZero();
        assertThat(ended.run().folders()).isEqualTo(new FolderCounts(3, 0, 0, 0, 0));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> tasks.progress(ended.id()).isEmpty());
    }

    @Test
    void namesAnInvalidManifestAsItsUserDoes() throws Exception {
        Upload invalid = end(plan("path\n/a/b\n\"open\n"));
        assertThat(invalid.phase()).isEqualTo(Phase.INVALID);
        assertThat(invalid.problems()).isPositive();
        assertThat(invalid.plan()).isNull();
        assertThat(store.findings(invalid))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.toString())
                        .doesNotContain(folder.toString())
                        .doesNotContain(invalid.file()));
    }

    @Test
    void refusesToRunWithoutAPlan() throws Exception {
        Upload invalid = end(plan("path\n\"open\n"));
        assertThatThrownBy(() -> tasks.run(invalid)).isInstanceOf(InvalidSettingException.class);
        assertThat(now(invalid).phase()).isEqualTo(Phase.INVALID);
    }

    @Test
    void explainsAFailureInTheLanguageOfItsUser() throws Exception {
        simulator.close();
        options.put("pantree.deadline", "1s");
        Upload upload = upload("path\n/a\n", Locale.CHINESE);
        tasks.plan(upload);
        Upload failed = end(upload);
        assertThat(failed.phase()).isEqualTo(Phase.FAILED);
        assertThat(failed.message()).containsPattern("\\p{IsHan}").doesNotContain(folder.toString());
    }

    @Test
    void stopsATaskThatWaitsForItsTurn() throws Exception {
        occupyQueue();
        Upload waiting = plan("path\n/a\n");
        assertThat(now(waiting).phase()).isEqualTo(Phase.WAITING);
        tasks.stop(waiting, "Stopped by a test");
        Upload stopped = end(waiting);
        assertThat(stopped.phase()).isEqualTo(Phase.FAILED);
        assertThat(stopped.message()).isEqualTo("Stopped by a test");
    }

    @Test
    void beginsAnActiveUploadOnlyOnce() throws Exception {
        occupyQueue();
        Upload first = plan("path\n/a\n");
        tasks.plan(first);
        tasks.stop(first, "Stopped by a test");
        assertThat(end(first).message()).isEqualTo("Stopped by a test");
        tasks.plan(first);
        assertThat(now(first).phase()).isEqualTo(Phase.WAITING);
        held.countDown();
        assertThat(end(first).phase()).isEqualTo(Phase.PLANNED);
    }

    @Test
    void deletesOnlyAnInactiveUpload() throws Exception {
        occupyQueue();
        Upload upload = plan("path\n/a\n");
        tasks.delete(upload);
        assertThat(store.find(upload.id())).isPresent();
        held.countDown();
        tasks.delete(end(upload));
        assertThat(store.find(upload.id())).isEmpty();
        assertThat(Files.exists(store.folder(upload))).isFalse();
    }

    @Test
    void closeStopsWaitingUploads() throws Exception {
        occupyQueue();
        Upload waiting = plan("path\n/a\n");
        tasks.close();
        assertThat(now(waiting).phase()).isEqualTo(Phase.FAILED);
        assertThat(simulator.tree()).isEmpty();
    }

    @Test
    void anErrorEndsAPlan() throws Exception {
        Map<String, String> unreadable = new HashMap<>() {
            @Override
            public int size() {
                throw new StackOverflowError("too deep");
            }
        };
        try (UploadTasks failing = new UploadTasks(
                store, queue, unreadable, Optional.empty(), new SimpleMeterRegistry(), TimeSource.SYSTEM)) {
            Upload upload = upload("path\n/a\n", Locale.ENGLISH);
            failing.plan(upload);
            Upload failed = end(upload);
            assertThat(failed.phase()).isEqualTo(Phase.FAILED);
            assertThat(failed.message()).contains("too deep");
        }
    }

    @Test
    void aPlanThatCannotBeginFails() throws Exception {
        Upload upload = upload("path\n/a\n", Locale.ENGLISH);
        tasks.close();
        assertThatThrownBy(() -> tasks.plan(upload)).isInstanceOf(RejectedExecutionException.class);
        assertThat(now(upload).phase()).isEqualTo(Phase.FAILED);
        tasks.delete(upload);
        assertThat(store.find(upload.id())).isEmpty();
    }

    private Upload plan(String text) throws IOException {
        Upload upload = upload(text, Locale.ENGLISH);
        tasks.plan(upload);
        return upload;
    }

    private Upload upload(String text, Locale language) throws IOException {
        return store.add("目录.csv", "root", language, "", new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private Upload now(Upload upload) {
        return store.find(upload.id()).orElseThrow();
    }

    private Upload end(Upload upload) {
        await().atMost(Duration.ofMinutes(1)).until(() -> !now(upload).phase().isActive());
        return now(upload);
    }

    /** Other work takes the turn until {@link #held} is released. */
    private void occupyQueue() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        var unused = others.submit(() -> queue.inTurn(null, Optional.empty(), () -> {
            begun.countDown();
            held.await();
            return true;
        }));
        begun.await();
    }
}
