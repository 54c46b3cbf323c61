package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run knows of the folders that it, other manifests and people created after an earlier one was stopped. */
final class ResumedRunTests extends AccountTreeFixture {

    @Test
    void aStoppedRunAdoptsFoldersThatAnotherManifestCreatedMeanwhile() throws Exception {
        Path first = fileOf("first.csv", "/a/b/1", "/a/c/1");
        AtomicBoolean closed = new AtomicBoolean(true);
        try (var provisioning = fixture.open()) {
            server.onMkdir((parent, names) -> {
                if (!parent.isEmpty() && closed.get()) {
                    provisioning.stop("enough");
                }
                return false;
            });
            assertThat(provisioning.run(first).end()).isEqualTo(RunStatus.STOPPED);
        }
        closed.set(false);
        server.lag(FOREVER);
        assertThat(fixture.run(fileOf("second.csv", "/a/b/1", "/a/c/1", "/a/c/2"))
                        .end())
                .isEqualTo(RunStatus.COMPLETED);
        assertThat(fixture.run(first).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/b/1", "/a/c", "/a/c/1", "/a/c/2");
    }

    /** The call of the stopped run created nothing; a manifest that ran meanwhile created its folder. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFolderInDoubtThatAnotherManifestCreatedIsNotOurs(boolean lags) throws Exception {
        Path stopped = fileOf("stopped.csv", "/a", "/b");
        try (var provisioning = fixture.open()) {
            server.onMkdir((parent, names) -> {
                provisioning.stop("enough");
                return true;
            });
            assertThat(provisioning.run(stopped).end()).isEqualTo(RunStatus.STOPPED);
        }
        server.onMkdir((parent, names) -> false);
        assertThat(fixture.run(fileOf("other.csv", "/a", "/b", "/x")).summary().folders())
                .isEqualTo(new FolderCounts(3, 0, 0, 0, 0));
        if (lags) {
            server.hidesFrom(2);
        }
        assertThat(fixture.run(stopped).summary().folders()).isEqualTo(new FolderCounts(0, 2, 0, 0, 0));
        assertThat(server.paths()).containsExactly("/a", "/b", "/x");
    }

    @Test
    void aResumedRunCreatesFoldersBeforeItHasListedAllParents() throws Exception {
        Path file = fileOf(
                "many.csv",
                IntStream.range(0, 150).mapToObj(i -> "/p" + i + "/c").toArray(String[]::new));
        try (var provisioning = fixture.open()) {
            server.onMkdir((parent, names) -> {
                if (!parent.isEmpty() && server.paths().contains("/p149")) {
                    provisioning.stop("enough");
                }
                return false;
            });
            assertThat(provisioning.run(file).end()).isEqualTo(RunStatus.STOPPED);
        }
        assertThat(server.paths()).contains("/p149").doesNotContain("/p149/c");
        server.put(server.id("/p149"), "c", false);
        int listed = server.calls("list");
        AtomicInteger listedBefore = new AtomicInteger();
        server.onMkdir((parent, names) -> {
            listedBefore.compareAndSet(0, server.calls("list") - listed);
            return false;
        });
        RunOutcome outcome = fixture.run(file);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.summary().folders().existed()).isEqualTo(1);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(300);
        assertThat(listedBefore).hasValueBetween(1, 110);
    }

    @Test
    void aStoppedRunKeepsWhatWasCreatedBelowAFolderThatWasSentAgain() throws Exception {
        Path file = fileOf(
                "many.csv",
                IntStream.range(0, 30).mapToObj(i -> "/a/p" + i + "/q/c").toArray(String[]::new));
        AtomicInteger cut = new AtomicInteger();
        stopped(file, names -> names.contains("a") && cut.getAndIncrement() == 0);
        int listed = server.calls("list");
        AtomicInteger listedBefore = new AtomicInteger();
        stopped(file, names -> {
            listedBefore.compareAndSet(0, server.calls("list") - listed);
            return false;
        });
        assertThat(listedBefore)
                .as("the root for the mark, and the folders without children")
                .hasValueLessThan(35);
        server.onMkdir((parent, names) -> false);
        assertThat(fixture.run(file).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(91);
    }

    @Test
    void aResumedRunReportsASecondFolderThatAppearsAfterItHasBegun() throws Exception {
        Path file = fileOf(
                "late.csv",
                IntStream.range(0, 30).mapToObj(i -> "/a/p" + i + "/q/c").toArray(String[]::new));
        AtomicInteger cut = new AtomicInteger();
        stopped(file, names -> names.contains("a") && cut.getAndIncrement() == 0);
        String own = server.id("/a");
        AtomicReference<String> late = new AtomicReference<>("");
        server.onMkdir((parent, names) -> {
            if (late.compareAndSet("", "late")) {
                late.set(server.put("", "a", false));
            }
            return false;
        });
        assertThat(fixture.run(file).end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        assertThat(results()).contains("2 folders with this name exist", own, late.get());
    }

    /** Runs until a folder {@code c} is requested while {@code /a/p29/q} exists. */
    private RunOutcome stopped(Path file, Predicate<List<String>> isCut) throws Exception {
        try (var provisioning = fixture.open()) {
            server.onMkdir((parent, names) -> {
                if (names.contains("c") && server.paths().contains("/a/p29/q")) {
                    provisioning.stop("enough");
                }
                return isCut.test(names);
            });
            RunOutcome outcome = provisioning.run(file);
            assertThat(outcome.end()).isEqualTo(RunStatus.STOPPED);
            return outcome;
        }
    }

    @Test
    void aResumedRunAdoptsWhatAPersonCreatedMeanwhile() throws Exception {
        Path file = fileOf("first.csv", "/a/b", "/a/c");
        try (var provisioning = fixture.open()) {
            server.onMkdir((parent, names) -> {
                if (parent.isEmpty()) {
                    provisioning.stop("enough");
                }
                return false;
            });
            assertThat(provisioning.run(file).end()).isEqualTo(RunStatus.STOPPED);
        }
        server.onMkdir((parent, names) -> false);
        assertThat(server.paths()).containsExactly("/a");
        server.put(server.id("/a"), "c", false);
        RunOutcome outcome = fixture.run(file);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.summary().folders().existed()).isEqualTo(1);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/c");
    }
}
