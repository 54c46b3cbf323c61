package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that lost calls, renaming servers and people create beside the requested one. */
final class LateCommitTests extends AccountTreeFixture {

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
}
