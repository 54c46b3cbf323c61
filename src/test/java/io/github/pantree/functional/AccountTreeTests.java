package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.Recheck;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a home knows about its account's folders, whichever manifest requested them. */
final class AccountTreeTests {

    private static final Duration FOREVER = Duration.ofHours(1);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private DuplicatingServer server;

    @SuppressWarnings("NullAway.Init") // before each test
    private HomeFixture fixture;

    @BeforeEach
    void open() throws Exception {
        server = new DuplicatingServer();
        fixture = new HomeFixture(folder, server.baseUrl()).with("pantree.names-per-call", "auto");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private RunOutcome run(String... paths) throws Exception {
        return fixture.run(fixture.manifest("path\n" + String.join("\n", paths) + "\n"));
    }

    private Path fileOf(String name, String... paths) throws Exception {
        return Files.writeString(folder.resolve(name), "path\n" + String.join("\n", paths) + "\n");
    }

    private String results() throws Exception {
        return String.join("\n", fixture.result("result.csv"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherManifestAdoptsFoldersThatLaggingListingsLack(boolean renames) throws Exception {
        if (renames) {
            server.renaming();
        }
        server.lag(FOREVER);
        String[] first = {"/a/b/c", "/a/b/d", "/a/e"};
        assertThat(run(first).end()).isEqualTo(RunStatus.COMPLETED);
        RunOutcome second = run("/a/b/c", "/a/b/d", "/a/e");
        assertThat(second.nothingLeft()).isTrue();
        second = run("/a/b/c", "/a/b/d", "/a/e", "/a/e/f");
        assertThat(second.summary().folders().existed()).isEqualTo(5);
        assertThat(second.summary().folders().created()).isEqualTo(1);
        assertThat(second.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/b/c", "/a/b/d", "/a/e", "/a/e/f");
    }

    @Test
    void aNameIsNotSentWhileTheListingOfItsParentLacksKnownFolders() throws Exception {
        String[] many = IntStream.range(0, 30).mapToObj(i -> "/p/" + i).toArray(String[]::new);
        assertThat(run(many).end()).isEqualTo(RunStatus.COMPLETED);
        server.listsOnly(20);
        String[] more = IntStream.range(0, 31).mapToObj(i -> "/p/" + i).toArray(String[]::new);
        RunOutcome outcome = run(more);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        assertThat(outcome.summary().folders().existed()).isEqualTo(31);
        assertThat(results()).contains("the listing of its parent is incomplete");
        server.listsOnly(Integer.MAX_VALUE);
        assertThat(fixture.run(folder.resolve("manifest.csv")).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFolderThatTheServerNamedDifferentlyIsKnownToOtherManifests(boolean lags) throws Exception {
        server.normalizing();
        assertThat(run("/R＆D/x").end()).isEqualTo(RunStatus.COMPLETED);
        server.lag(lags ? FOREVER : Duration.ZERO);
        assertThat(run("/R＆D/x", "/R＆D/y").end())
                .as("whether y exists is unknown while x is not listed")
                .isEqualTo(lags ? RunStatus.COMPLETED_WITH_REJECTS : RunStatus.COMPLETED);
        server.lag(Duration.ZERO);
        RunOutcome third = run("/R＆D/x", "/R＆D/y", "/R＆D/z", "/other");
        assertThat(third.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(third.summary().folders().existed()).isEqualTo(lags ? 2 : 3);
        assertThat(server.paths()).containsExactly("/R&D", "/R&D/x", "/R&D/y", "/R&D/z", "/other");

        Path manifest = folder.resolve("manifest.csv");
        assertThat(fixture.verify(manifest).folders().missing()).isZero();
        assertThat(fixture.with("pantree.recheck", "true").run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void aDeletedKnownFolderIsCreatedAgain() throws Exception {
        assertThat(run("/a/b", "/a/c").end()).isEqualTo(RunStatus.COMPLETED);
        server.delete("/a/b");
        RunOutcome outcome = run("/a/b", "/a/c", "/a/d");
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.summary().folders().created()).isEqualTo(2);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/c", "/a/d");
        int details = server.calls("detail");
        assertThat(run("/a/b", "/a/c", "/a/d", "/a/e").end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.calls("detail")).as("it was forgotten").isEqualTo(details);
    }

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

    @Test
    void aFolderThatWasMovedOutOfTheRootIsNotThere() throws Exception {
        assertThat(run("/a/b", "/archive").end()).isEqualTo(RunStatus.COMPLETED);
        server.move("a", server.id("/archive"));
        assertThat(run("/other").end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run("/a/k").end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).containsExactly("/a", "/a/k", "/archive", "/archive/a", "/archive/a/b", "/other");
    }

    @Test
    void aTrashedFolderCountsAsMissing() throws Exception {
        server.put("", "a", true);
        RunOutcome outcome = run("/a/b");
        assertThat(outcome.summary().folders().created()).isEqualTo(2);
    }

    @Test
    void aNumberedNameIsNeverAccepted() throws Exception {
        server.renaming();
        server.put("", "first", false);
        server.put("", "a", false);
        server.listsOnly(1);
        assertThat(run("/a").end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        assertThat(results()).contains("a(1)", "id3=");
    }

    @Test
    void theNumberedFolderIsStillReportedWhenTheRequestedOneIsListed() throws Exception {
        server.renaming();
        server.put("", "first", false);
        server.put("", "a", false);
        server.listsOnly(1);
        assertThat(run("/a").end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        server.listsOnly(Integer.MAX_VALUE);
        assertThat(run("/a").end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        assertThat(results()).contains("id2=", "a(1)", "id3=");
        server.delete("/a(1)");
        assertThat(run("/a").end()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aLateCommitIsReportedWithBothFolders() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        // The interrupted call is carried out while the next one is answered.
        server.onMkdir((parent, names) -> {
            if (!names.contains("b")) {
                return false;
            }
            int call = calls.getAndIncrement();
            if (call == 1) {
                server.put(parent, "b", false);
            }
            return call == 0;
        });
        RunOutcome outcome = run("/a/b");
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        assertThat(results()).contains("2 folders with this name exist", "id2=", "id3=");
    }

    /** A person deletes the one of two folders in which the children were created. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasCreatedInAFolderThatIsDeletedIsCreatedInItsReplacement(boolean grandchildren) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AtomicReference<String> late = new AtomicReference<>();
        server.onMkdir((parent, names) -> {
            boolean first = names.contains("a") && calls.getAndIncrement() == 0;
            if (names.contains("c")) {
                late.set(server.put("", "a", false));
            }
            return first;
        });
        Path manifest = fileOf("late.csv", "/a/b", grandchildren ? "/a/b/c" : "/a/c");
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        server.onMkdir((parent, names) -> false);
        server.deleteAllButById("/a", late.get());
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).containsExactly("/a", "/a/b", grandchildren ? "/a/b/c" : "/a/c");
    }

    @Test
    void aRecheckDoesNotTakeAPersonsNumberedFolderForItsOwn() throws Exception {
        server.renaming();
        assertThat(run("/a", "/c").end()).isEqualTo(RunStatus.COMPLETED);
        server.put("", "a(1)", false);
        server.delete("/a");
        fixture.with("pantree.recheck", "true");
        assertThat(fixture.run(folder.resolve("manifest.csv")).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).containsExactly("/a", "/a(1)", "/c");
    }

    @Test
    void aFolderThatReplacesADeletedOneIsNotOurs() throws Exception {
        assertThat(run("/a/b", "/c/d").end()).isEqualTo(RunStatus.COMPLETED);
        Path manifest = folder.resolve("manifest.csv");
        fixture.with("pantree.recheck", "true");
        assertThat(fixture.run(manifest).summary().folders().created()).isEqualTo(4);
        server.delete("/a");
        server.put("", "a", false);
        RunOutcome replaced = fixture.run(manifest);
        assertThat(replaced.summary().folders().existed()).isEqualTo(1);
        assertThat(replaced.summary().recheck()).isEqualTo(new Recheck(4, 1));
        assertThat(fixture.run(manifest).summary().folders().existed()).isEqualTo(1);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/c", "/c/d");
    }

    @Test
    void aRestoredFolderIsKnownAgain() throws Exception {
        assertThat(run("/a", "/b").end()).isEqualTo(RunStatus.COMPLETED);
        String dirId = server.id("/b");
        server.delete("/b");
        assertThat(run("/a", "/c").end()).isEqualTo(RunStatus.COMPLETED);
        server.restore("", "b", dirId);
        assertThat(run("/a", "/b", "/c", "/d").end()).isEqualTo(RunStatus.COMPLETED);
        server.lag(FOREVER);
        server.restore("", "b", dirId);
        assertThat(run("/b").end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).containsExactly("/a", "/b", "/c", "/d");
    }

    @Test
    void aFolderInDoubtIsNotSentAgainWhileListingsLackOlderFolders() throws Exception {
        String[] many = IntStream.range(0, 40).mapToObj(i -> "/p/" + i).toArray(String[]::new);
        server.listsOnly(10);
        AtomicBoolean lost = new AtomicBoolean();
        server.onMkdir((parent, names) -> {
            if (names.contains("30") && !lost.getAndSet(true)) {
                names.forEach(name -> server.put(parent, name, false));
                return true;
            }
            return false;
        });
        fixture.with("pantree.names-per-call", "10").with("pantree.concurrency", "1");
        RunOutcome outcome = run(many);
        assertThat(server.paths()).doesNotHaveDuplicates();
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
        server.listsOnly(Integer.MAX_VALUE);
        assertThat(fixture.run(folder.resolve("manifest.csv")).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(41);
    }

    @Test
    void nightlyManifestsWithSharedUpperLevelsCreateNoFurtherFolders() throws Exception {
        for (int night = 0; night < 4; night++) {
            int last = 3 + night;
            String rows = IntStream.range(0, last)
                    .mapToObj(i -> "/2026/Q" + i % 4 + "/" + i)
                    .collect(Collectors.joining("\n"));
            server.lag(Duration.ofMillis(40));
            assertThat(fixture.run(fixture.manifest("path\n" + rows + "\n")).end())
                    .isEqualTo(RunStatus.COMPLETED);
        }
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(11);
    }

    @Test
    void verifyFindsFoldersThatListingsLack() throws Exception {
        server.lag(FOREVER);
        assertThat(run("/a/b", "/a/c").end()).isEqualTo(RunStatus.COMPLETED);
        Path manifest = folder.resolve("manifest.csv");
        assertThat(fixture.verify(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        server.delete("/a/b");
        assertThat(fixture.verify(manifest).folders().missing()).isEqualTo(1);
    }

    @Test
    void recheckCreatesDeletedFolders() throws Exception {
        assertThat(run("/a/b", "/a/c", "/d/e").end()).isEqualTo(RunStatus.COMPLETED);
        Path manifest = folder.resolve("manifest.csv");
        server.delete("/a/b");
        server.delete("/d");
        assertThat(fixture.run(manifest).nothingLeft()).isTrue();
        fixture.with("pantree.recheck", "true");
        RunOutcome outcome = fixture.run(manifest);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.summary().folders().created()).isEqualTo(5);
        assertThat(outcome.summary().recheck()).isEqualTo(new Recheck(5, 3));
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/c", "/d", "/d/e");
        int mkdirs = server.calls("mkdir");
        server.lag(FOREVER);
        RunOutcome again = fixture.run(manifest);
        assertThat(again.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(again.summary().recheck()).isEqualTo(new Recheck(5, 0));
        assertThat(server.calls("mkdir")).isEqualTo(mkdirs);
    }

    @Test
    void planMatchesTheFollowingRun() throws Exception {
        assertThat(run("/a/b", "/a/c", "/d/e").end()).isEqualTo(RunStatus.COMPLETED);
        Path manifest = folder.resolve("manifest.csv");
        server.delete("/d");
        assertThat(fixture.plan(manifest).folders().pending())
                .as("a run would have nothing left to do")
                .isZero();
        Path more = fileOf("more.csv", "/a/b", "/a/c", "/a/f", "/d/e");
        server.lag(FOREVER);
        assertThat(fixture.plan(more).folders().existed()).isEqualTo(3);
        assertThat(fixture.plan(more).folders().pending()).isEqualTo(3);
        fixture.with("pantree.recheck", "true");
        assertThat(fixture.plan(manifest).folders().pending()).isEqualTo(2);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aPlanWarnsThatItCannotReadWhatEarlierRunsCreated(CapturedOutput output) throws Exception {
        assertThat(run("/a/b").end()).isEqualTo(RunStatus.COMPLETED);
        Path database = folder.resolve("home/pantree.mv.db");
        server.lag(FOREVER);
        Path more = fileOf("more.csv", "/a/b", "/a/c");
        assertThat(fixture.plan(more).folders().existed()).isEqualTo(2);
        String warning = "the plan does not know what earlier runs created, since " + database;
        assertThat(output.getErr()).doesNotContain(warning);
        Files.writeString(database, "no database");
        assertThat(fixture.plan(more).folders().existed()).isZero();
        assertThat(output.getErr()).containsOnlyOnce(warning);
    }

    @Test
    void aRunFollowsAPlanAlthoughListingsLag() throws Exception {
        assertThat(run("/a/b", "/a/c").end()).isEqualTo(RunStatus.COMPLETED);
        server.hidesFrom(2);
        Path more = fileOf("more.csv", "/a/b", "/a/c", "/a/f");
        assertThat(fixture.plan(more).folders().existed()).isEqualTo(3);
        server.hidesFrom(2);
        fixture.with("pantree.plan", folder.resolve("out/plan.json").toString());
        RunOutcome outcome = fixture.run(more);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outcome.summary().folders().created()).isEqualTo(1);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/c", "/a/f");
    }

    /** The plan judges a folder that only the records know by the same rule as the run. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPlanRejectsAKnownFolderThatListingsLackAsTheRunDoes(boolean follows) throws Exception {
        assertThat(run("/a").end()).isEqualTo(RunStatus.COMPLETED);
        server.hidesFrom(2);
        fixture.with("pantree.on-existing", "fail");
        Path more = fileOf("more.csv", "/a", "/f");
        assertThat(fixture.plan(more).folders()).isEqualTo(new FolderCounts(0, 0, 1, 0, 1));
        if (follows) {
            fixture.with("pantree.plan", folder.resolve("out/plan.json").toString());
        }
        server.hidesFrom(2);
        RunOutcome outcome = fixture.run(more);
        assertThat(outcome.summary().folders()).isEqualTo(new FolderCounts(1, 0, 1, 0, 0));
        assertThat(results()).contains("/a,a,,,failed", "id1=");
        assertThat(server.paths()).containsExactly("/a", "/f");
    }

    @Test
    void aRunFollowsAPlanAlthoughAPersonReplacedAFolder() throws Exception {
        Path manifest = fileOf("first.csv", "/a/b", "/a/c");
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        server.delete("/a/b");
        String replaced = server.put(server.id("/a"), "b", false);
        Path more = fileOf("more.csv", "/a/b", "/a/c", "/a/f");
        assertThat(fixture.plan(more).folders().existed()).isEqualTo(3);
        fixture.with("pantree.plan", folder.resolve("out/plan.json").toString());
        RunOutcome outcome = fixture.run(more);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(results()).contains("/a/b,b," + replaced);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/c", "/a/f");
    }

    @Test
    void aPurgeKeepsWhatListingsDoNotShow() throws Exception {
        assertThat(run("/a/b", "/a/c").end()).isEqualTo(RunStatus.COMPLETED);
        try (var provisioning = fixture.open()) {
            assertThat(provisioning.purge(Duration.ZERO, false).deleted()).hasSize(1);
        }
        server.hidesFrom(2);
        assertThat(run("/a/b", "/a/c", "/a/d").end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(server.paths()).containsExactly("/a", "/a/b", "/a/c", "/a/d");
    }
}
