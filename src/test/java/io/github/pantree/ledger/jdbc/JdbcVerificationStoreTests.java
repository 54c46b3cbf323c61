package io.github.pantree.ledger.jdbc;

import static io.github.pantree.ledger.tree.RowFixtures.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.VerificationStore.Check;
import io.github.pantree.ledger.VerificationStore.Difference;
import io.github.pantree.ledger.VerificationStore.Extra;
import io.github.pantree.ledger.VerificationStore.Parent;
import io.github.pantree.ledger.VerificationStore.State;
import io.github.pantree.ledger.tree.RowFixtures;
import io.github.pantree.ledger.tree.StagedRows;
import io.github.pantree.ledger.tree.TreeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

final class JdbcVerificationStoreTests {

    @TempDir
    private Path home;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private H2Home database;

    @SuppressWarnings("NullAway.Init") // before each test
    private JdbcTemplate jdbc;

    @SuppressWarnings("NullAway.Init") // before each test
    private VerificationStore checks;

    private long manifest;
    private long other;

    /**
     * The paths /a, /b, /c, /a/d, /a/e, /b/f and, below the existing folder 9, /g, with the numbers 1, 2, 3, 5, 6, 7
     * and 4.
     */
    @BeforeEach
    void open() throws Exception {
        database = new H2Home(home);
        jdbc = database.jdbc();
        checks = new JdbcVerificationStore(jdbc, database.transactions());
        manifest = place("top");
        other = place("other");
        checks.begin(manifest);
        checks.begin(other);
    }

    @Test
    void beginsAtTheTargetAndAtExistingParents() {
        assertThat(checks.parents(manifest, Long.MIN_VALUE, 10, false))
                .containsExactly(
                        new Parent(-2, "", State.THERE, new DirId("9")),
                        new Parent(0, "", State.THERE, new DirId("top")));
        assertThat(checks.counts(manifest)).as("of the manifest's own folders").containsOnlyKeys(State.values());
        assertThat(checks.counts(manifest).values()).containsOnly(0L);
        assertThat(checks.extras(manifest)).isZero();
    }

    @Test
    void deletesOnlyThePreviousResultsOfTheManifest() {
        checks.record(manifest, List.of(new Check(1, State.MISSING, null, null)));
        checks.record(other, List.of(new Check(1, State.MISSING, null, null)));
        checks.recordExtras(manifest, List.of(new Extra(0, "x", new DirId("8"))));
        checks.recordExtras(other, List.of(new Extra(0, "x", new DirId("8")), new Extra(1, "y", new DirId("7"))));
        checks.begin(manifest);
        assertThat(checks.counts(manifest)).containsEntry(State.MISSING, 0L);
        assertThat(checks.extras(manifest)).isZero();
        assertThat(differences(manifest)).isEmpty();
        assertThat(checks.counts(other)).containsEntry(State.MISSING, 1L);
        assertThat(checks.extras(other)).isEqualTo(2);
    }

    @Test
    void countsEachState() {
        checks.record(
                manifest,
                List.of(
                        new Check(1, State.THERE, new DirId("11"), null),
                        new Check(2, State.OTHER, new DirId("12"), null),
                        new Check(3, State.MISSING, null, null),
                        new Check(4, State.DOUBLED, null, null),
                        new Check(5, State.UNCHECKED, null, null),
                        new Check(6, State.MISSING, null, null)));
        assertThat(checks.counts(manifest))
                .containsEntry(State.THERE, 1L)
                .containsEntry(State.OTHER, 1L)
                .containsEntry(State.MISSING, 2L)
                .containsEntry(State.DOUBLED, 1L)
                .containsEntry(State.UNCHECKED, 1L);
    }

    @Test
    void listsFoldersWithChildrenAndOnRequestLeavesThatAreThere() {
        checks.record(
                manifest,
                List.of(
                        new Check(1, State.THERE, new DirId("11"), null),
                        new Check(2, State.MISSING, null, null),
                        new Check(3, State.THERE, new DirId("13"), null),
                        new Check(5, State.MISSING, null, null)));
        Parent a = new Parent(1, "/a", State.THERE, new DirId("11"));
        Parent b = new Parent(2, "/b", State.MISSING, null);
        Parent leaf = new Parent(3, "/c", State.THERE, new DirId("13"));
        assertThat(checks.parents(manifest, 0, 10, false)).containsExactly(a, b);
        assertThat(checks.parents(manifest, 0, 10, true)).containsExactly(a, b, leaf);
        assertThat(checks.parents(manifest, 1, 1, true)).containsExactly(b);
        assertThat(checks.parents(manifest, 3, 10, true)).isEmpty();
    }

    @Test
    void listsTheChildrenOfAFolderPageByPage() {
        assertThat(checks.children(manifest, 0, 0, 10))
                .extracting(LedgerFolder::path)
                .containsExactly("/a", "/b", "/c");
        assertThat(checks.children(manifest, 0, 0, 2))
                .extracting(LedgerFolder::number)
                .containsExactly(1L, 2L);
        assertThat(checks.children(manifest, 0, 2, 2))
                .extracting(LedgerFolder::number)
                .containsExactly(3L);
        assertThat(checks.children(manifest, 1, 0, 10))
                .extracting(LedgerFolder::path)
                .containsExactly("/a/d", "/a/e");
        assertThat(checks.children(manifest, -2, 0, 10))
                .extracting(LedgerFolder::path)
                .containsExactly("/g");
        assertThat(checks.children(manifest, 3, 0, 10)).isEmpty();
    }

    @Test
    void handsOutDifferencesWithParentsFirstAndExtrasLast() {
        jdbc.update("update folder set dir_id = '22' where number = 2");
        checks.recordExtras(
                manifest, List.of(new Extra(2, "late", new DirId("31")), new Extra(0, "early", new DirId("32"))));
        checks.record(
                manifest,
                List.of(
                        new Check(6, State.UNCHECKED, null, "the parent is doubled"),
                        new Check(2, State.OTHER, new DirId("23"), null),
                        new Check(1, State.THERE, new DirId("11"), null),
                        new Check(3, State.MISSING, null, null)));
        assertThat(differences(manifest))
                .containsExactly(
                        new Difference(3L, "/b", "other", new DirId("22"), new DirId("23"), null),
                        new Difference(4L, "/c", "missing", null, null, null),
                        new Difference(6L, "/a/e", "unchecked", null, null, "the parent is doubled"),
                        new Difference(null, "/b/late", "extra", null, new DirId("31"), null),
                        new Difference(null, "/early", "extra", null, new DirId("32"), null));
        assertThat(differences(other)).isEmpty();
    }

    @Test
    void cutsWhatIsLongerThanItsColumn() {
        checks.record(manifest, List.of(new Check(1, State.MISSING, null, "d".repeat(4_001))));
        checks.recordExtras(manifest, List.of(new Extra(0, "e".repeat(5_000), new DirId("8"))));
        List<Difference> differences = differences(manifest);
        assertThat(differences.get(0).detail()).isEqualTo("d".repeat(3_999) + "…");
        assertThat(differences.get(1).path()).isEqualTo("/" + "e".repeat(3_999) + "…");
    }

    private long place(String target) throws IOException {
        long id = database.addManifest(target);
        try (StagedRows rows = RowFixtures.staged(
                tree(2, "a", "", "a"),
                tree(3, "b", "", "b"),
                tree(4, "c", "", "c"),
                tree(5, "d", "a", "d"),
                tree(6, "e", "a", "e"),
                tree(7, "f", "b", "f"),
                tree(8, "g", "given:9", "9", "g"))) {
            new FolderTreeInserter(jdbc, Dialect.H2, new TransactionTemplate(database.transactions()), id)
                    .insert(new TreeBuilder(rows, 2));
        }
        return id;
    }

    private List<Difference> differences(long id) {
        List<Difference> differences = new ArrayList<>();
        checks.forEachDifference(id, differences::add);
        return differences;
    }
}
