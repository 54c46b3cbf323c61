package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class InboxTests {

    @TempDir
    private Path folder;

    private Path in;
    private Runnable meanwhile = () -> {};
    private boolean stopped;
    private Inbox inbox;

    @BeforeEach
    void anInbox() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        TickingTime time = new TickingTime(Instant.parse("2026-11-25T00:00:00Z"));
        time.onSleep(wait -> {
            meanwhile.run();
            return wait;
        });
        inbox = new Inbox(in, Duration.ofSeconds(5), time, () -> stopped);
    }

    private Path drop(String name, String text) {
        try {
            Path file = in.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(in)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> in.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void filesAreClaimedByNameStartingWithThoseInWorking() throws Exception {
        drop("b.csv", "path\n/b\n");
        drop("a.xlsx", "x");
        drop("working/z.csv", "path\n/z\n");
        assertThat(inbox.claim())
                .extracting(file -> in.relativize(file).toString())
                .containsExactly("working/z.csv", "working/a.xlsx", "working/b.csv");
        assertThat(tree()).containsExactly("working/a.xlsx", "working/b.csv", "working/z.csv");
    }

    @Test
    void growingFilesAndOtherFilesAreNotClaimed() throws Exception {
        drop("grows.csv", "path\n");
        drop("late.csv.part", "path\n");
        drop("~$open.xlsx", "x");
        drop(".hidden.csv", "path\n");
        drop("readme.md", "x");
        drop("still.csv", "path\n/a\n");
        meanwhile = () -> drop("grows.csv", "/more\n");
        assertThat(inbox.claim()).extracting(Path::getFileName).hasToString("[still.csv]");
        assertThat(tree())
                .containsExactly(
                        ".hidden.csv", "grows.csv", "late.csv.part", "readme.md", "working/still.csv", "~$open.xlsx");
        assertThat(inbox.unsupportedFiles())
                .containsExactly(in.resolve("readme.md").toString());
    }

    @Test
    void nothingIsClaimedAfterAStop() throws Exception {
        drop("a.csv", "path\n");
        meanwhile = () -> {
            assertThat(stopped).as("it does not wait any more").isFalse();
            stopped = true;
        };
        assertThat(inbox.claim()).isEmpty();
        assertThat(tree()).containsExactly("a.csv");
    }

    @Test
    void aFileThatIsDeletedBetweenTheChecksIsIgnored() throws Exception {
        Path gone = drop("gone.csv", "path\n");
        meanwhile = () -> {
            try {
                Files.deleteIfExists(gone);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        assertThat(inbox.claim()).isEmpty();
    }

    @Test
    void aManifestIsMovedBesideItsResults() throws Exception {
        drop("a.csv", "path\n/a\n");
        Path results = Files.createDirectory(folder.resolve("run"));
        Files.writeString(results.resolve("result.csv"), "r");
        Files.writeString(results.resolve("rejects.csv"), "j");
        Files.writeString(results.resolve("summary.json"), "{}");
        Path taken = inbox.claim().get(0);
        assertThat(inbox.finish(taken, false, Optional.of(results))).isEqualTo(in.resolve("failed/a.csv"));
        assertThat(tree())
                .containsExactly(
                        "failed/a.csv", "failed/a.rejects.csv", "failed/a.result.csv", "failed/a.summary.json");
    }

    @Test
    void nothingIsEverReplaced() throws Exception {
        drop("done/a.csv", "path\n/first\n");
        drop("done/b.rejects.csv", "path\n/fed-back\n");
        drop("a.csv", "path\n/second\n");
        drop("b.csv", "path\n/b\n");
        for (Path taken : inbox.claim()) {
            inbox.finish(taken, true, Optional.empty());
        }
        assertThat(tree()).containsExactly("done/a-2.csv", "done/a.csv", "done/b-2.csv", "done/b.rejects.csv");
        assertThat(in.resolve("done/a.csv")).hasContent("path\n/first\n");
    }

    @Test
    void aNameWithoutAStemOrWithControlCharactersIsIgnored() throws Exception {
        drop("csv", "path\n");
        drop("a\nERROR.csv", "path\n");
        drop("b.csv", "path\n/b\n");
        assertThat(inbox.claim()).extracting(Path::getFileName).hasToString("[b.csv]");
        assertThat(inbox.unsupportedFiles())
                .containsExactly(
                        in.resolve("a?ERROR.csv").toString(), in.resolve("csv").toString());
    }

    @Test
    void aVeryLongNameIsTruncatedToFitItsResults() throws Exception {
        drop("目".repeat(83) + ".csv", "path\n/a\n");
        drop("目".repeat(82) + ".csv", "path\n/b\n");
        Path results = Files.createDirectory(folder.resolve("run"));
        Files.writeString(results.resolve("result.csv"), "r");
        for (Path taken : inbox.claim()) {
            inbox.finish(taken, true, Optional.of(results));
        }
        assertThat(tree())
                .containsExactly(
                        "done/" + "目".repeat(66) + "-2.csv",
                        "done/" + "目".repeat(66) + "-2.result.csv",
                        "done/" + "目".repeat(66) + ".csv",
                        "done/" + "目".repeat(66) + ".result.csv");
    }

    @Test
    void resultsThatADeadProcessCopiedAreDeleted() throws Exception {
        drop("working/a.csv", "path\n/a\n");
        drop("working/.a.csv.copying", "failed/a");
        drop("failed/a.result.csv", "old");
        drop("failed/a.rejects.csv", "old");
        Path results = Files.createDirectory(folder.resolve("run"));
        Files.writeString(results.resolve("result.csv"), "new");
        inbox.finish(inbox.claim().get(0), true, Optional.of(results));
        assertThat(tree()).containsExactly("done/a.csv", "done/a.result.csv");
        assertThat(in.resolve("done/a.result.csv")).hasContent("new");
    }

    @Test
    void aMarkDeletesNoResultsThatHaveAManifestOrAreElsewhere() throws Exception {
        for (String mark : List.of("done/a", "../a", "done/../a", "elsewhere/a", "", "done")) {
            drop("working/b.csv", "path\n/b\n");
            drop("working/.b.csv.copying", mark);
            drop("done/a.csv", "path\n/a\n");
            for (String kept : List.of("done/a", "a", "elsewhere/a")) {
                drop(kept + ".summary.json", "kept");
            }
            inbox.finish(inbox.claim().get(0), true, Optional.empty());
            assertThat(tree())
                    .as(mark)
                    .contains("done/a.summary.json", "a.summary.json", "elsewhere/a.summary.json")
                    .doesNotContain("working/.b.csv.copying");
        }
    }

    @Test
    void aManifestWithAnUpperCaseEndingIsNotReplaced() throws Exception {
        drop("working/Orders.XLSX", "first");
        drop("Orders.XLSX", "second");
        drop("orders.xlsx", "third");
        assertThat(inbox.claim()).hasSize(3);
        assertThat(tree()).containsExactly("working/Orders-2.XLSX", "working/Orders.XLSX", "working/orders-3.xlsx");
        assertThat(in.resolve("working/Orders.XLSX")).hasContent("first");
    }

    @Test
    void resultsWhoseManifestAPersonTookAwayAreKept() throws Exception {
        drop("working/a.csv", "path\n/a\n");
        drop("done/a.result.csv", "old");
        drop("done/a.summary.json", "{\"manifest\":\"" + in.resolve("working/a.csv") + "\"}");
        Path results = Files.createDirectory(folder.resolve("run"));
        Files.writeString(results.resolve("result.csv"), "new");
        inbox.finish(inbox.claim().get(0), true, Optional.of(results));
        assertThat(in.resolve("done/a.result.csv")).hasContent("old");
        assertThat(in.resolve("done/a-2.result.csv")).hasContent("new");
        assertThat(in.resolve("done/a-2.csv")).exists();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aManifestIsMovedToAnotherFileSystem() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(in)),
                "/dev/shm on a file system of its own is needed");
        Path other = Files.createTempDirectory(memory, "pantree-test");
        try {
            Files.createSymbolicLink(in.resolve("done"), other);
            drop("a.csv", "path\n/a\n");
            Path results = Files.createDirectory(folder.resolve("results"));
            Files.writeString(results.resolve("result.csv"), "x");

            inbox.finish(inbox.claim().get(0), true, Optional.of(results));

            assertThat(other.resolve("a.csv")).hasContent("path\n/a");
            assertThat(other.resolve("a.result.csv")).hasContent("x");
            assertThat(in.resolve("working/a.csv")).doesNotExist();
            assertThat(other).isDirectoryNotContaining("glob:**.tmp");
        } finally {
            FileSystemUtils.deleteRecursively(other);
        }
    }

    @Test
    void aManifestThatEndsInADefectTwiceIsMovedToFailed() throws Exception {
        drop("a.csv", "path\n/a\n");
        Path taken = inbox.claim().get(0);
        assertThat(inbox.noteDefect(taken)).isEmpty();
        assertThat(inbox.claim()).containsExactly(taken);
        assertThat(inbox.noteDefect(taken)).contains(in.resolve("failed/a.csv"));
        assertThat(tree()).containsExactly("failed/a.csv");
    }

    @Test
    void aDefectIsForgottenOnceTheManifestIsProcessed() throws Exception {
        drop("a.csv", "path\n/a\n");
        Path taken = inbox.claim().get(0);
        inbox.noteDefect(taken);
        inbox.finish(taken, true, Optional.empty());
        assertThat(tree()).containsExactly("done/a.csv");
    }

    @Test
    void aVersionOfAFileIncludesItsContent() throws Exception {
        Path file = drop("a.csv", "path\n/a\n");
        Inbox.FileVersion before = Inbox.version(file);
        assertThat(Inbox.version(file)).isEqualTo(before);
        Files.writeString(file, "path\n/b\n");
        Files.setLastModifiedTime(file, before.changed());
        assertThat(Inbox.version(file)).isNotEqualTo(before);
    }
}
