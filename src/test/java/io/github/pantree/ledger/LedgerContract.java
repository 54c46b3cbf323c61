package io.github.pantree.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.Problem;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What a ledger does, whatever database it is in. */
abstract class LedgerContract {

    @SuppressWarnings("NullAway.Init") // before each test
    private Ledger ledger;

    @SuppressWarnings("NullAway.Init") // before each test
    private Checks checks;

    private long manifest;

    /** An empty database. */
    abstract DataSource database() throws Exception;

    abstract Database kind();

    @BeforeEach
    void open() throws Exception {
        DataSource database = database();
        Flyway.configure()
                .dataSource(database)
                .javaMigrations(new BatchRepositoryMigration())
                .load()
                .migrate();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        ledger = new JdbcLedger(jdbc, transactions, kind(), new Fence());
        checks = new JdbcChecks(jdbc, transactions);
        manifest = ledger.open(new ManifestTarget("hash", "http://localhost", new DirId("top")));
        ledger.clearStaging(manifest);
    }

    @Test
    void knowsAManifestByContentAndTarget() {
        assertThat(ledger.open(new ManifestTarget("hash", "http://localhost", new DirId("top"))))
                .isEqualTo(manifest);
        assertThat(ledger.open(new ManifestTarget("hash", "http://localhost", DirId.ROOT)))
                .isNotEqualTo(manifest);
    }

    @Test
    void numbersFoldersBreadthFirstWithSiblingsTogether() {
        stage(
                row(2, "c", "b", "c"),
                row(3, "b", "a", "b"),
                row(4, "x", "", "x"),
                row(5, "a", "", "a"),
                row(6, "d", "b", "d"));
        assertThat(ledger.resolve(manifest)).isTrue();
        assertThat(paths()).containsExactly("/x", "/a", "/a/b", "/a/b/c", "/a/b/d");
        assertThat(ledger.find(manifest, Folder.TARGET).orElseThrow().dirId()).isEqualTo(new DirId("top"));
    }

    @Test
    void aRowNamesAParentThatOthersPassedThrough() {
        stage(row(2, "/a/b", "/a", "b"), passed("/a", "", "a"));
        stage(row(3, "/a", "", "a"), row(4, "/a/c", "/a", "c"), passed("/a", "", "a"));
        assertThat(ledger.resolve(manifest)).isTrue();
        List<Folder> folders = folders();
        assertThat(folders).extracting(Folder::path).containsExactly("/a", "/a/b", "/a/c");
        assertThat(folders).extracting(Folder::line).containsExactly(3L, 2L, 4L);
        assertThat(CellCodec.decode(String.valueOf(folders.get(0).cells()))).containsExactly("cell 3");
    }

    @Test
    void findsEveryKindOfProblemInLineOrder() {
        stage(
                row(2, "a", "", "a"),
                row(3, "b", "a", "twin"),
                row(4, "c", "a", "twin"),
                row(5, "d", "nowhere", "d"),
                row(6, "e", "d", "below an orphan"),
                row(7, "f", "h", "f"),
                row(8, "g", "f", "g"),
                row(9, "h", "g", "h"),
                row(10, "i", "h", "hangs on the circle"),
                row(11, "a", "", "again"),
                row(12, "self", "self", "self"));
        assertThat(ledger.resolve(manifest)).isFalse();
        List<Problem> problems = problems();
        assertThat(problems).extracting(Problem::line).containsExactly(4L, 5L, 7L, 11L, 12L);
        assertThat(problems.get(2).value())
                .contains("→")
                .satisfiesAnyOf(
                        chain -> assertThat(chain).isEqualTo("f → h → g → f"),
                        chain -> assertThat(chain).isEqualTo("h → g → f → h"),
                        chain -> assertThat(chain).isEqualTo("g → f → h → g"));
        assertThat(folders()).isEmpty();
    }

    @Test
    void aTwinAcrossChunksIsFound() {
        stage(row(2, "/a", "", "a"));
        stage(row(3, "/a", "", "a"));
        assertThat(ledger.resolve(manifest)).isFalse();
        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("line 2"));
    }

    @Test
    void reopensFailedFoldersAndKeepsDoubts() {
        stage(row(2, "/a", "", "a"), row(3, "/b", "", "b"), row(4, "/c", "", "c"), row(5, "/d", "", "d"));
        ledger.resolve(manifest);
        ledger.markSent(manifest, List.of(1L, 2L));
        ledger.record(
                manifest,
                List.of(
                        new FolderChange(1, FolderState.CREATED, false, new DirId("1"), null, "t"),
                        new FolderChange(2, FolderState.FAILED, true, null, "x".repeat(9000), null),
                        new FolderChange(3, FolderState.FAILED, false, null, "no", null)));
        assertThat(ledger.counts(manifest)).isEqualTo(new FolderCounts(1, 0, 2, 0, 1));
        ledger.reopen(manifest);
        assertThat(ledger.unfinished(manifest, 0, 10))
                .extracting(Folder::state)
                .containsExactly(FolderState.SENT, FolderState.PENDING, FolderState.PENDING);
        assertThat(ledger.unfinished(manifest, 2, 1)).extracting(Folder::number).containsExactly(3L);
    }

    @Test
    void namesTheParentsThatHaveToBeLookedInto() {
        stage(row(2, "/a/b", "/a", "b"), passed("/a", "", "a"), row(3, "/z", "", "z"));
        ledger.resolve(manifest);
        assertThat(ledger.unlooked(manifest, -1, 10)).extracting(Folder::number).containsExactly(0L);
        ledger.record(manifest, List.of(new FolderChange(2, FolderState.EXISTED, false, new DirId("1"), null, null)));
        ledger.markLooked(manifest, List.of(0L));
        assertThat(ledger.unlooked(manifest, -1, 10)).extracting(Folder::path).containsExactly("/a");
        assertThat(ledger.unfinishedChildren(manifest, 2, -1, 10))
                .extracting(Folder::path)
                .containsExactly("/a/b");
    }

    @Test
    void blocksWhateverLiesBelowAFailedFolder() {
        stage(row(2, "/a", "", "a"), row(3, "/a/b", "/a", "b"), row(4, "/a/b/c", "/a/b", "c"), row(5, "/d", "", "d"));
        ledger.resolve(manifest);
        ledger.record(manifest, List.of(new FolderChange(1, FolderState.FAILED, false, null, "no", null)));
        ledger.blockBelowFailed(manifest);
        assertThat(ledger.counts(manifest)).isEqualTo(new FolderCounts(0, 0, 1, 2, 1));
        assertThat(ledger.first(manifest, FolderState.BLOCKED, 10))
                .extracting(Folder::message)
                .allSatisfy(message -> assertThat(message).contains("/a", "no"));
    }

    @Test
    void countsWhatIsLeftAndTheCallsForIt() {
        stage(row(2, "/a", "", "a"), row(3, "/b", "", "b"), row(4, "/c", "", "c"), row(5, "/a/d", "/a", "d"));
        ledger.resolve(manifest);
        Survey survey = ledger.survey(manifest, 2);
        assertThat(survey.calls()).isEqualTo(3);
        assertThat(survey.levels()).containsOnlyKeys(1, 2);
    }

    @Test
    void keepsTheColumnsAndTheGivenParents() {
        Columns columns =
                new Columns(List.of("path", "备注"), List.of(1), false, 0, new Columns.Writing("GB18030", true, "\t"));
        ledger.describe(manifest, columns);
        assertThat(ledger.columns(manifest)).isEqualTo(columns);
        ledger.stage(
                manifest,
                List.of(new StagedRow(2L, 1, 1, "x:/a", "x:", "x", "a", CellCodec.encode(List.of("/a", "n")))),
                List.of());
        assertThat(ledger.resolve(manifest)).isTrue();
        assertThat(ledger.givenParents(manifest)).containsExactly(new DirId("x"));
        List<Folder> named = new ArrayList<>();
        ledger.eachNamedFolder(manifest, named::add);
        assertThat(named).extracting(Folder::name).containsExactly("a");
    }

    @Test
    void keepsWhateverTextAManifestHolds() {
        String odd = "nul \0, half \ud83d, emoji 😀, quote ' \\ \"";
        ledger.stage(
                manifest,
                List.of(new StagedRow(2L, 1, 2, "/a", "", null, "a", CellCodec.encode(List.of(odd, "next")))),
                List.of(Problem.of(Problem.Severity.WARNING, 2, 1, "row.similar", odd, 1)));
        assertThat(ledger.resolve(manifest)).isTrue();
        ledger.record(manifest, List.of(new FolderChange(1, FolderState.FAILED, false, null, odd, odd)));
        List<String> cells = CellCodec.decode(
                String.valueOf(ledger.find(manifest, 1).orElseThrow().cells()));
        assertThat(cells).hasSize(2).contains("next");
        assertThat(cells.get(0)).startsWith("nul ").contains("emoji 😀, quote ' \\ \"");
        assertThat(problems()).hasSize(1);
    }

    @Test
    void tellsWhatALookFound() {
        stage(row(2, "/a", "", "a"), row(3, "/b", "", "b"), row(4, "/a/c", "/a", "c"));
        ledger.resolve(manifest);
        ledger.record(manifest, List.of(new FolderChange(1, FolderState.CREATED, false, new DirId("1"), null, null)));
        checks.begin(manifest);
        checks.record(
                manifest,
                List.of(
                        new Checks.Check(1, Checks.State.OTHER, new DirId("2"), null),
                        new Checks.Check(2, Checks.State.MISSING, null, "not there")));
        checks.recordExtras(manifest, List.of(new Checks.Extra(0, "more", new DirId("9"))));
        List<Checks.Difference> differences = new ArrayList<>();
        checks.eachDifference(manifest, differences::add);
        assertThat(differences).extracting(Checks.Difference::path).containsExactly("/a", "/b", "/more");
        assertThat(differences).extracting(Checks.Difference::line).containsExactly(2L, 3L, null);
        assertThat(checks.counts(manifest)).containsEntry(Checks.State.OTHER, 1L);
        assertThat(checks.parents(manifest, -1, 10, false))
                .extracting(Checks.Parent::number)
                .containsExactly(0L, 1L);
        assertThat(checks.children(manifest, 1, 0, 10)).extracting(Folder::path).containsExactly("/a/c");
    }

    private void stage(StagedRow... rows) {
        ledger.stage(manifest, List.of(rows), List.of());
    }

    private static StagedRow row(long line, String key, String parent, String name) {
        return new StagedRow(line, 1, 2, key, parent, null, name, CellCodec.encode(List.of("cell " + line)));
    }

    private static StagedRow passed(String key, String parent, String name) {
        return new StagedRow(null, 1, 2, key, parent, null, name, null);
    }

    private List<Folder> folders() {
        List<Folder> folders = new ArrayList<>();
        ledger.eachFolder(manifest, (folder, parent) -> folders.add(folder));
        return folders;
    }

    private List<String> paths() {
        return folders().stream().map(Folder::path).toList();
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        ledger.eachProblem(manifest, problems::add);
        return problems;
    }
}
