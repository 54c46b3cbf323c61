package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.testing.TestLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SentAgainMarksTests {

    private static final DirId OLD = new DirId("old");
    private static final DirId LATE = new DirId("late");

    @TempDir
    private Path home;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private TestLedger database;

    @SuppressWarnings("NullAway.Init") // before each test
    private Ledger ledger;

    @BeforeEach
    void open() {
        database = new TestLedger(home);
        ledger = database.ledger();
    }

    private long manifest(String... paths) {
        return database.manifest("http://localhost", new DirId("top"), paths);
    }

    private void fail(long manifest, String path, Set<DirId> copies) {
        long number = database.folder(manifest, path).number();
        ledger.folders()
                .saveOutcomes(
                        manifest,
                        List.of(new FolderUpdate(
                                number, FolderState.FAILED, false, new DirId("1"), "twice", null, false, copies)));
    }

    @Test
    void keepsTheCopiesThatWereListedBeforeTheSecondCall() {
        long manifest = manifest("/a", "/b");
        ledger.folders().markSent(manifest, List.of(1L, 2L), Map.of(1L, Set.of(OLD)));
        ledger.folders().markSent(manifest, List.of(1L), Map.of(1L, Set.of(OLD, LATE)));
        assertThat(ledger.tree().sentAgain(manifest, 0, 10)).singleElement().satisfies(sent -> {
            assertThat(sent.folder().path()).isEqualTo("/a");
            assertThat(sent.earlierCopies()).containsExactly(OLD);
        });
        assertThat(ledger.tree().sentAgain(manifest, 1, 10)).isEmpty();
        ledger.tree().markSingle(manifest, List.of(1L));
        assertThat(ledger.tree().sentAgain(manifest, 0, 10)).isEmpty();
    }

    @Test
    void concernTheRowsOfAllManifests() {
        fail(manifest("/a"), "/a", Set.of(OLD));
        long other = manifest("/b", "/a");
        assertThat(ledger.tree().sentAgain(other, 0, 10)).singleElement().satisfies(sent -> {
            assertThat(sent.folder().path()).isEqualTo("/a");
            assertThat(sent.parent()).isEqualTo(new DirId("top"));
            assertThat(sent.earlierCopies()).containsExactly(OLD);
        });
        fail(other, "/a", Set.of(OLD, LATE));
        assertThat(ledger.tree().sentAgain(other, 0, 10))
                .singleElement()
                .satisfies(sent -> assertThat(sent.earlierCopies()).containsExactly(OLD));
    }

    /** Two marks for the first row, by manifests that saw different copies of it. */
    @Test
    void allOfARowAreInOnePage() {
        fail(manifest("/a"), "/a", Set.of(OLD));
        fail(manifest("/a", "/x"), "/a", Set.of());
        fail(manifest("/b"), "/b", Set.of());
        long manifest = manifest("/a", "/b", "/c");
        long third = database.folder(manifest, "/c").number();
        ledger.folders().markSent(manifest, List.of(third), Map.of(third, Set.of()));
        assertThat(ledger.tree().sentAgain(manifest, 0, 1)).singleElement().satisfies(sent -> {
            assertThat(sent.folder().path()).isEqualTo("/a");
            assertThat(sent.earlierCopies()).isEmpty();
        });
        assertThat(ledger.tree().sentAgain(manifest, 0, 2))
                .extracting(sent -> sent.folder().path())
                .containsExactly("/a", "/b");
        assertThat(ledger.tree()
                        .sentAgain(manifest, database.folder(manifest, "/b").number(), 2))
                .extracting(sent -> sent.folder().path())
                .containsExactly("/c");
    }

    @Test
    void doNotConcernFoldersOfAnotherParent() {
        fail(manifest("/a"), "/a", Set.of());
        assertThat(ledger.tree().sentAgain(database.manifest("http://localhost", new DirId("elsewhere"), "/a"), 0, 10))
                .isEmpty();
        assertThat(ledger.tree().sentAgain(manifest("/b/a"), 0, 10)).isEmpty();
    }
}
