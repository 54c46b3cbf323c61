package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.testing.TestLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeRowsTests {

    private static final String SERVER = "http://localhost/tree";
    /** More than enough to push a manifest out of the latest ones. */
    private static final int MANY = 25;

    private static final int LATEST = 20;

    @TempDir
    private Path home;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private TestLedger database;

    @BeforeEach
    void open() {
        database = new TestLedger(home);
    }

    /** A manifest of {@code /name}, which its run found below the root. */
    private long adopted(String account, String name) {
        long manifest = database.manifest(SERVER, account, DirId.ROOT, "/" + name);
        database.ledger()
                .folders()
                .saveOutcomes(
                        manifest,
                        List.of(new FolderUpdate(
                                1, FolderState.EXISTED, false, new DirId(account + name), null, null)));
        return manifest;
    }

    private List<String> known(long manifest) {
        List<String> names = new ArrayList<>();
        database.ledger().tree().forEachKnownChild(manifest, DirId.ROOT, child -> names.add(child.name()));
        return names;
    }

    @Test
    void theManifestsOfAnotherAccountDoNotPushOutWhatThisOneAdopted() {
        long manifest = adopted("this", "a");
        for (int i = 0; i < MANY; i++) {
            adopted("other", "b" + i);
        }
        assertThat(known(manifest)).containsExactly("a");
    }

    /** Nightly manifests share their upper levels for years. */
    @Test
    void knowsWhatManyLaterManifestsDoNotContain() {
        long first = adopted("this", "a");
        for (int i = 0; i < MANY; i++) {
            adopted("this", "b" + i);
        }
        assertThat(known(first)).hasSize(1 + MANY).contains("a", "b0", "b24");
    }

    @Test
    void readsOnceWhatManyOldManifestsContain() {
        for (int i = 0; i < MANY; i++) {
            adopted("this", "shared");
        }
        long last = adopted("this", "b");
        assertThat(known(last)).containsOnly("shared", "b").hasSize(LATEST + 1);
    }

    @Test
    void aRowOfAnOldManifestIsItsOwn() {
        long first = adopted("this", "a");
        for (int i = 0; i < MANY; i++) {
            adopted("this", "a");
        }
        List<Boolean> own = new ArrayList<>();
        database.ledger().tree().forEachKnownChild(first, DirId.ROOT, child -> own.add(child.own()));
        assertThat(own).containsOnlyOnce(true).hasSize(LATEST + 2);
    }
}
