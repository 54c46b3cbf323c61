package io.github.pantree.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.console.RunFolders.RunView;
import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.lock.ProcessFileLock;
import io.github.pantree.provisioning.progress.PublishedProgress;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.schedule.JobScheduler;
import io.github.pantree.schedule.SilentListener;
import io.github.pantree.support.Json;
import io.github.pantree.support.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunFoldersTests {

    private static final String SUMMARY = """
        {"run": "x", "manifest": "%s", "status": "completed-with-rejects", "exit_code": 4,
         "folders": {"total": 10, "created": 4, "existed": 3, "failed": 2, "blocked": 1, "pending": 0}}
        """;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private UploadStore uploads;

    @SuppressWarnings("NullAway.Init") // before each test
    private RunFolders runs;

    @BeforeEach
    void open() throws IOException {
        Path job = Files.writeString(
                folder.resolve("nightly.yml"),
                "pantree:\n  access-token: t\n  manifest: %s\n  home: %s\n"
                        .formatted(folder.resolve("m.csv"), folder.resolve("other")));
        List<JobDefinition> jobs = List.of(JobDefinition.read(job, Map.of()));
        JobScheduler scheduler = new JobScheduler(jobs, Map.of(), new SilentListener(), TimeSource.SYSTEM);
        uploads = new UploadStore(folder.resolve("home/console"), TimeSource.SYSTEM);
        runs = new RunFolders(folder.resolve("home"), scheduler, uploads);
    }

    private Path run(String home, String name, String manifest) throws IOException {
        Path run = Files.createDirectories(folder.resolve(home).resolve("runs").resolve(name));
        Files.writeString(run.resolve("summary.json"), SUMMARY.formatted(manifest));
        return run;
    }

    @Test
    void showsTheRunsOfAllHomesNewestFirst() throws IOException {
        run("home", "20260102-030405-1", "/lists/a.csv");
        Files.createFile(run("other", "20260301-000000-7", "/lists/b.csv").resolve("report.html"));
        run("home", "20260401-101112-2", "/lists/c.csv");
        List<RunView> all = runs.newest(0, 10);
        assertThat(all).extracting(RunView::manifest).containsExactly("c.csv", "b.csv", "a.csv");
        assertThat(all)
                .extracting(RunView::at)
                .containsExactly("2026-04-01 10:11", "2026-03-01 00:00", "2026-01-02 03:04");
        assertThat(all.get(0).folders()).isEqualTo(new FolderCounts(4, 3, 2, 1, 0));
        assertThat(all.get(0).state()).isEqualTo("status.completed-with-rejects");
        assertThat(all.get(0).files()).containsExactly("summary.json");
        assertThat(all.get(1).files()).containsExactly("report.html", "summary.json");
        assertThat(runs.newest(1, 1)).containsExactly(all.get(1));
        assertThat(runs.newest(3, 10)).isEmpty();
        RunView other = all.get(1);
        assertThat(runs.file(other.home(), other.run(), "report.html")).isPresent();
    }

    @Test
    void foldersWithoutASummaryAreSkipped() throws IOException {
        Files.writeString(run("home", "20260102-030405-1", "a.csv").resolve("summary.json"), "{\"run\": ");
        Files.createDirectories(folder.resolve("home/runs/20260102-030405-2"));
        run("home", "notes", "a.csv");
        assertThat(runs.newest(0, 10)).isEmpty();
    }

    @Test
    void anUploadHasTheNameThatItsUserKnows() throws IOException {
        Upload upload = uploads.add(
                "素材.csv", "anna", Locale.ENGLISH, "", new ByteArrayInputStream("path\n/a\n".getBytes(UTF_8)));
        Path manifest = folder.resolve("home/console").resolve(upload.id()).resolve("manifest.csv");
        run("home", "20260102-030405-1", manifest.toString());
        assertThat(runs.newest(0, 10)).extracting(RunView::manifest).containsExactly("素材.csv");
    }

    @Test
    void manifestNameCannotChangeTheTextDirection() throws IOException {
        run("home", "20260102-030405-1", "/x/\\u202Evsc.exe");
        assertThat(runs.newest(0, 10).get(0).manifest()).doesNotContain("\u202E");
    }

    /** Like a Chinese name from a process with another locale, in a process with {@code LC_ALL=C}. */
    @Test
    void aManifestWhoseNameIsNoPathHereIsShown() throws Exception {
        run("home", "20260102-030405-1", "/lists/a\\u0000b.csv");
        assertThat(runs.newest(0, 10))
                .singleElement()
                .satisfies(run -> assertThat(run.manifest()).startsWith("a").endsWith("b.csv"));

        Path progress = Files.createDirectories(folder.resolve("home/progress"));
        Files.writeString(progress.resolve("r1.json"), Json.write(progress("/lists/a\u0000b.csv")));
        try (ProcessFileLock lock = ProcessFileLock.acquire(progress.resolve("r1.lock"), "run", holder -> {
            throw new AssertionError(holder);
        })) {
            assertThat(lock).isNotNull();
            assertThat(runs.running()).singleElement().satisfies(run -> {
                assertThat(run.manifest()).startsWith("a").endsWith("b.csv");
                assertThat(run.upload()).isNull();
            });
        }
    }

    private static PublishedProgress progress(String manifest) {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        return new PublishedProgress(
                "r1",
                manifest,
                null,
                RunState.RUNNING,
                "load",
                now,
                now,
                0,
                FolderCounts.NONE,
                0,
                0,
                0,
                0,
                0,
                0,
                5,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 20260102-030405-1, summary.json",
        "2, 20260102-030405-1, summary.json",
        "0, ../home/runs/20260102-030405-1, summary.json",
        "0, 20260102-030405-1/.., summary.json",
        "0, 20260102-030405-1, ../summary.json",
        "0, 20260102-030405-1, secret",
        "0, 20260102-030405-1, report.html"
    })
    void onlyResultFilesOfRunsAreFound(int home, String run, String name) throws IOException {
        Files.createFile(run("home", "20260102-030405-1", "a.csv").resolve("secret"));
        assertThat(runs.file(0, "20260102-030405-1", "summary.json")).isPresent();
        assertThat(runs.file(home, run, name)).isEmpty();
    }
}
