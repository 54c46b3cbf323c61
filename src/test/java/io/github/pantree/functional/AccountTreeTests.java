package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.Recheck;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a home knows about its account's folders, whichever manifest requested them. */
final class AccountTreeTests extends AccountTreeFixture {

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
