package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LevelStatistics;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The behaviour of a ledger on every database. */
abstract class LedgerContract {

    private static final ProvisioningTarget TARGET =
            new ProvisioningTarget("hash", "http://localhost", new DirId("top"));

    @SuppressWarnings("NullAway.Init") // before each test
    private Ledger ledger;

    @SuppressWarnings("NullAway.Init") // before each test
    private VerificationStore checks;

    @SuppressWarnings("NullAway.Init") // before each test
    private JdbcTemplate jdbc;

    private final Map<String, Long> numbers = new HashMap<>();
    private long manifest;

    /** A database without rows, of the current schema. */
    abstract DataSource database() throws Exception;

    abstract Dialect kind();

    @BeforeEach
    void open() throws Exception {
        DataSource database = database();
        jdbc = new JdbcTemplate(database);
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        ledger = JdbcLedger.of(
                jdbc, transactions, kind(), new FencingToken(), new LossDetector(jdbc, transactions, kind(), null));
        checks = new JdbcVerificationStore(jdbc, transactions);
        manifest = ledger.manifests().register(TARGET, "account");
        ledger.manifests().clearStaging(manifest);
    }

    @Test
    void knowsAManifestByContentTargetAndAccount() {
        assertThat(ledger.manifests().register(TARGET, "account")).isEqualTo(manifest);
        long other = ledger.manifests().register(TARGET, "other");
        assertThat(other).isNotEqualTo(manifest);
        assertThat(ledger.manifests().register(TARGET, "other")).isEqualTo(other);
        assertThat(ledger.manifests().register(TARGET, "account")).isEqualTo(manifest);
        assertThat(ledger.manifests()
                        .register(new ProvisioningTarget("hash", "http://localhost", DirId.ROOT), "account"))
                .isNotEqualTo(manifest);
    }

    /** As version 0.1 registered it. */
    @Test
    void aManifestOfAnUnknownAccountBelongsToTheFirstThatAsks() {
        jdbc.update("update manifest set account = null where id = ?", manifest);
        assertThat(ledger.manifests().register(TARGET, "first")).isEqualTo(manifest);
        assertThat(ledger.manifests().register(TARGET, "second")).isNotEqualTo(manifest);
        assertThat(ledger.manifests().register(TARGET, "first")).isEqualTo(manifest);
    }

    @Test
    void anAccountPrefersItsOwnManifestToOneOfAnUnknownAccount() {
        long other = ledger.manifests().register(TARGET, "other");
        jdbc.update("update manifest set account = null where id = ?", manifest);
        assertThat(ledger.manifests().register(TARGET, "other")).isEqualTo(other);
        assertThat(ledger.manifests().register(TARGET, "account")).isEqualTo(manifest);
    }

    @Test
    void numbersFoldersBreadthFirstWithSiblingsTogether() {
        stage(
                row(2, "c", "b", "c"),
                row(3, "b", "a", "b"),
                row(4, "x", "", "x"),
                row(5, "a", "", "a"),
                row(6, "d", "b", "d"));
        assertThat(ledger.manifests().buildTree(manifest)).isTrue();
        assertThat(paths()).containsExactly("/x", "/a", "/a/b", "/a/b/c", "/a/b/d");
        assertThat(ledger.report()
                        .find(manifest, LedgerFolder.TARGET)
                        .orElseThrow()
                        .dirId())
                .isEqualTo(new DirId("top"));
    }

    @Test
    void aRowDefinesAnImplicitParentOfOtherRows() {
        stage(row(2, "/a/b", "/a", "b"), passed("/a", "", "a"));
        stage(row(3, "/a", "", "a"), row(4, "/a/c", "/a", "c"), passed("/a", "", "a"));
        assertThat(ledger.manifests().buildTree(manifest)).isTrue();
        List<LedgerFolder> folders = folders();
        assertThat(folders).extracting(LedgerFolder::path).containsExactly("/a", "/a/b", "/a/c");
        assertThat(folders).extracting(LedgerFolder::line).containsExactly(3L, 2L, 4L);
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
        assertThat(ledger.manifests().buildTree(manifest)).isFalse();
        List<Problem> problems = problems();
        assertThat(problems).extracting(Problem::line).containsExactly(4L, 5L, 7L, 11L, 12L);
        assertThat(problems.get(2).value()).isEqualTo("f (7) → h (9) → g (8) → f");
        assertThat(folders()).isEmpty();
    }

    @Test
    void aTwinAcrossChunksIsFound() {
        stage(row(2, "/a", "", "a"));
        stage(row(3, "/a", "", "a"));
        assertThat(ledger.manifests().buildTree(manifest)).isFalse();
        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("line 2"));
    }

    @Test
    void resetsFailedFoldersAndKeepsDoubts() {
        stage(row(2, "/a", "", "a"), row(3, "/b", "", "b"), row(4, "/c", "", "c"), row(5, "/d", "", "d"));
        ledger.manifests().buildTree(manifest);
        ledger.folders().markSent(manifest, List.of(1L, 2L), Map.of());
        ledger.folders()
                .saveOutcomes(
                        manifest,
                        List.of(
                                new FolderUpdate(1, FolderState.CREATED, false, new DirId("1"), null, "t"),
                                new FolderUpdate(2, FolderState.FAILED, true, null, "x".repeat(9000), null),
                                new FolderUpdate(3, FolderState.FAILED, false, null, "no", null)));
        ledger.folders().markListed(manifest, List.of(3L));
        assertThat(ledger.report().counts(manifest)).isEqualTo(new FolderCounts(1, 0, 2, 0, 1));
        ledger.folders().resetForRerun(manifest, Set.of());
        assertThat(ledger.report().find(manifest, 3).orElseThrow().listed())
                .as("it may have children by now")
                .isFalse();
        assertThat(ledger.folders().unfinished(manifest, 0, 10))
                .extracting(LedgerFolder::state)
                .containsExactly(FolderState.SENT, FolderState.PENDING, FolderState.PENDING);
        assertThat(ledger.report().find(manifest, 3).orElseThrow())
                .as("why it failed in the last run is still known, but not reported")
                .returns("no", LedgerFolder::message)
                .returns(null, LedgerFolder::currentMessage);
        assertThat(ledger.folders().unfinished(manifest, 2, 1))
                .extracting(LedgerFolder::number)
                .containsExactly(3L);
    }

    @Test
    void keepsADirIdUntilItsFolderIsSentAgain() {
        stage(row(2, "/a", "", "a"), row(3, "/b", "", "b"));
        ledger.manifests().buildTree(manifest);
        exist("/a", "/b");
        ledger.folders().resetForRecheck(manifest);
        assertThat(folders())
                .allSatisfy(folder -> assertThat(folder)
                        .returns(FolderState.SENT, LedgerFolder::state)
                        .returns(false, LedgerFolder::inDoubt)
                        .returns(false, child -> child.dirId() == null));
        ledger.folders().markSent(manifest, List.of(number("/a")), Map.of());
        assertThat(folders()).extracting(folder -> folder.dirId() == null).containsExactly(true, false);
    }

    @Test
    void returnsTheParentsThatMustBeListed() {
        stage(row(2, "/a/b", "/a", "b"), passed("/a", "", "a"), row(3, "/z", "", "z"));
        ledger.manifests().buildTree(manifest);
        assertThat(ledger.folders().unlisted(manifest, -1, 10))
                .extracting(LedgerFolder::number)
                .containsExactly(0L);
        ledger.folders()
                .saveOutcomes(
                        manifest, List.of(new FolderUpdate(2, FolderState.EXISTED, false, new DirId("1"), null, null)));
        ledger.folders().markListed(manifest, List.of(0L));
        assertThat(ledger.folders().unlisted(manifest, -1, 10))
                .extracting(LedgerFolder::path)
                .containsExactly("/a");
        assertThat(ledger.folders().unfinishedChildren(manifest, 2, -1, 10))
                .extracting(LedgerFolder::path)
                .containsExactly("/a/b");
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "0, MANY", "MANY, 2", "MANY, MANY"})
    void listsParentsAgainWhetherFewOrManyFoldersExistOrAreUnfinished(String existing, String unfinished) {
        int children = unfinished.equals("MANY") ? UnlistedParents.FEW : Integer.parseInt(unfinished);
        int others = existing.equals("MANY") ? UnlistedParents.FEW : Integer.parseInt(existing);
        List<StagedRow> rows = new ArrayList<>();
        for (String parent : List.of("/a", "/b", "/c", "/d")) {
            rows.add(passed(parent, "", parent.substring(1)));
        }
        for (int i = 0; i < children; i++) {
            rows.add(row(i + 2, "/a/" + i, "/a", String.valueOf(i)));
        }
        for (int i = 0; i < others; i++) {
            rows.add(row(children + i + 4, "/d/" + i, "/d", String.valueOf(i)));
        }
        rows.add(row(children + 2, "/b/0", "/b", "0"));
        rows.add(row(children + 3, "/c/0", "/c", "0"));
        stage(rows.toArray(StagedRow[]::new));
        ledger.manifests().buildTree(manifest);
        exist("/a", "/b", "/c", "/d", "/c/0");
        exist(folders().stream()
                .map(LedgerFolder::path)
                .filter(path -> path.startsWith("/d/"))
                .toArray(String[]::new));
        assertThat(unlisted(-1, 10)).containsExactly("/a", "/b");
        assertThat(unlisted(-1, 1)).containsExactly("/a");
        assertThat(unlisted(number("/a"), 10)).containsExactly("/b");
        ledger.folders().markListed(manifest, List.of(number("/a"), number("/c")));
        assertThat(unlisted(-1, 10)).containsExactly("/b");
        ledger.folders().resetForRerun(manifest, Set.of());
        assertThat(unlisted(-1, 10)).containsExactly("/a", "/b");
    }

    @Test
    void listsWhatWasSentMoreThanOnceAgain() {
        stage(row(2, "/a", "", "a"), row(3, "/a/b", "/a", "b"), row(4, "/c", "", "c"));
        ledger.manifests().buildTree(manifest);
        ledger.folders().markSent(manifest, List.of(number("/a")), Map.of(number("/a"), Set.of()));
        exist("/a", "/c");
        ledger.folders().markListed(manifest, List.of(number("/a")));
        ledger.folders().resetForRerun(manifest, Set.of());
        assertThat(ledger.report().find(manifest, number("/a")).orElseThrow())
                .returns(FolderState.SENT, LedgerFolder::state)
                .returns(true, LedgerFolder::inDoubt);
        assertThat(ledger.report().find(manifest, number("/c")).orElseThrow().state())
                .isEqualTo(FolderState.CREATED);
        exist("/a");
        assertThat(unlisted(0, 10)).containsExactly("/a");
    }

    @Test
    void keepsWhatIsBelowFoldersThatAreKnownToBeAlone() {
        stage(
                passed("/a", "", "a"),
                row(2, "/a/b", "/a", "b"),
                passed("/c", "", "c"),
                row(3, "/c/d", "/c", "d"),
                passed("/e", "", "e"),
                row(4, "/e/f", "/e", "f"));
        ledger.manifests().buildTree(manifest);
        Map<Long, Set<DirId>> again = Map.of(number("/a"), Set.of(), number("/c"), Set.of());
        ledger.folders().markSent(manifest, again.keySet(), again);
        exist("/a", "/a/b", "/c", "/c/d", "/e", "/e/f");
        ledger.folders().resetForRerun(manifest, Set.of(number("/a")));
        assertThat(ledger.folders().unfinished(manifest, 0, 10))
                .extracting(LedgerFolder::path)
                .containsExactly("/c", "/c/d");
        ledger.folders().resetForRerun(manifest, Set.of());
        assertThat(ledger.folders().unfinished(manifest, 0, 10))
                .as("the mark is kept")
                .extracting(LedgerFolder::path)
                .containsExactly("/a", "/c", "/a/b", "/c/d");
    }

    private void exist(String... paths) {
        ledger.folders()
                .saveOutcomes(
                        manifest,
                        Stream.of(paths)
                                .map(path -> new FolderUpdate(
                                        number(path), FolderState.CREATED, false, new DirId("id" + path), null, null))
                                .toList());
    }

    private List<String> unlisted(long after, int limit) {
        return ledger.folders().unlisted(manifest, after, limit).stream()
                .map(LedgerFolder::path)
                .toList();
    }

    private long number(String path) {
        if (numbers.isEmpty()) {
            folders().forEach(folder -> numbers.put(folder.path(), folder.number()));
        }
        return Objects.requireNonNull(numbers.get(path));
    }

    @Test
    void blocksAllFoldersBelowAFailedOne() {
        stage(row(2, "/a", "", "a"), row(3, "/a/b", "/a", "b"), row(4, "/a/b/c", "/a/b", "c"), row(5, "/d", "", "d"));
        ledger.manifests().buildTree(manifest);
        ledger.folders()
                .saveOutcomes(manifest, List.of(new FolderUpdate(1, FolderState.FAILED, false, null, "no", null)));
        ledger.folders().blockBelowFailed(manifest);
        assertThat(ledger.report().counts(manifest)).isEqualTo(new FolderCounts(0, 0, 1, 2, 1));
        assertThat(ledger.report().findByState(manifest, FolderState.BLOCKED, 10))
                .extracting(LedgerFolder::message)
                .allSatisfy(message -> assertThat(message).contains("/a", "no"));
    }

    @Test
    void countsWhatIsLeftAndTheCallsForIt() {
        stage(row(2, "/a", "", "a"), row(3, "/b", "", "b"), row(4, "/c", "", "c"), row(5, "/a/d", "/a", "d"));
        ledger.manifests().buildTree(manifest);
        LevelStatistics survey = ledger.report().levelStatistics(manifest, 2);
        assertThat(survey.calls()).isEqualTo(3);
        assertThat(survey.levels()).containsOnlyKeys(1, 2);
    }

    @Test
    void storesTheColumnsAndTheExplicitParents() {
        ManifestFormat columns =
                new ManifestFormat(List.of("path", "备注"), List.of(1), false, 0, new CsvFormat("GB18030", true, "\t"));
        ledger.manifests().saveFormat(manifest, columns);
        assertThat(ledger.report().format(manifest)).isEqualTo(columns);
        ledger.manifests()
                .stage(
                        manifest,
                        List.of(new StagedRow(2L, 1, 1, "x:/a", "x:", "x", "a", CellCodec.encode(List.of("/a", "n")))),
                        List.of());
        assertThat(ledger.manifests().buildTree(manifest)).isTrue();
        assertThat(ledger.folders().explicitParents(manifest)).containsExactly(new DirId("x"));
        List<LedgerFolder> named = new ArrayList<>();
        ledger.report().forEachFolder(manifest, (folder, parent) -> named.add(folder));
        assertThat(named).extracting(LedgerFolder::name).containsExactly("a");
    }

    @Test
    void keepsWhateverTextAManifestHolds() {
        String odd = "nul \0, half \ud83d, emoji 😀, quote ' \\ \"";
        ledger.manifests()
                .stage(
                        manifest,
                        List.of(new StagedRow(2L, 1, 2, "/a", "", null, "a", CellCodec.encode(List.of(odd, "next")))),
                        List.of(Problem.of(Problem.Severity.WARNING, 2, 1, "row.similar", odd, 1)));
        assertThat(ledger.manifests().buildTree(manifest)).isTrue();
        ledger.folders()
                .saveOutcomes(manifest, List.of(new FolderUpdate(1, FolderState.FAILED, false, null, odd, odd)));
        List<String> cells = CellCodec.decode(
                String.valueOf(ledger.report().find(manifest, 1).orElseThrow().cells()));
        assertThat(cells).hasSize(2).contains("next");
        assertThat(cells.get(0)).startsWith("nul ").contains("emoji 😀, quote ' \\ \"");
        assertThat(problems()).hasSize(1);
    }

    @Test
    void visitsTheFoldersInSomeStatesInNumericalOrder() {
        stage(row(2, "/a", "", "a"), row(3, "/b", "", "b"), row(4, "/c", "", "c"), row(5, "/d", "", "d"));
        ledger.manifests().buildTree(manifest);
        ledger.folders()
                .saveOutcomes(
                        manifest,
                        List.of(
                                new FolderUpdate(1, FolderState.FAILED, false, null, "no", null),
                                new FolderUpdate(3, FolderState.CREATED, false, new DirId("3"), null, null),
                                new FolderUpdate(4, FolderState.FAILED, false, null, "no", null)));
        List<String> visited = new ArrayList<>();
        ledger.report().forEachFolderIn(manifest, FolderState.UNDONE, folder -> visited.add(folder.path()));
        assertThat(visited).containsExactly("/a", "/b", "/d");
        visited.clear();
        ledger.report().forEachFolderIn(manifest, Set.of(FolderState.CREATED), folder -> visited.add(folder.path()));
        assertThat(visited).containsExactly("/c");
    }

    @Test
    void storesTheResultsOfListings() {
        stage(row(2, "/a", "", "a"), row(3, "/b", "", "b"), row(4, "/a/c", "/a", "c"));
        ledger.manifests().buildTree(manifest);
        ledger.folders()
                .saveOutcomes(
                        manifest, List.of(new FolderUpdate(1, FolderState.CREATED, false, new DirId("1"), null, null)));
        checks.begin(manifest);
        checks.record(
                manifest,
                List.of(
                        new VerificationStore.Check(1, VerificationStore.State.OTHER, new DirId("2"), null),
                        new VerificationStore.Check(2, VerificationStore.State.MISSING, null, "not there")));
        checks.recordExtras(manifest, List.of(new VerificationStore.Extra(0, "more", new DirId("9"))));
        List<VerificationStore.Difference> differences = new ArrayList<>();
        checks.forEachDifference(manifest, differences::add);
        assertThat(differences).extracting(VerificationStore.Difference::path).containsExactly("/a", "/b", "/more");
        assertThat(differences).extracting(VerificationStore.Difference::line).containsExactly(2L, 3L, null);
        assertThat(checks.counts(manifest)).containsEntry(VerificationStore.State.OTHER, 1L);
        assertThat(checks.parents(manifest, -1, 10, false))
                .extracting(VerificationStore.Parent::number)
                .containsExactly(0L, 1L);
        assertThat(checks.children(manifest, 1, 0, 10))
                .extracting(LedgerFolder::path)
                .containsExactly("/a/c");
    }

    private void stage(StagedRow... rows) {
        ledger.manifests().stage(manifest, List.of(rows), List.of());
    }

    private static StagedRow row(long line, String key, String parent, String name) {
        return new StagedRow(line, 1, 2, key, parent, null, name, CellCodec.encode(List.of("cell " + line)));
    }

    private static StagedRow passed(String key, String parent, String name) {
        return new StagedRow(null, 1, 2, key, parent, null, name, null);
    }

    private List<LedgerFolder> folders() {
        List<LedgerFolder> folders = new ArrayList<>();
        ledger.report().forEachFolder(manifest, (folder, parent) -> folders.add(folder));
        return folders;
    }

    private List<String> paths() {
        return folders().stream().map(LedgerFolder::path).toList();
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        ledger.report().forEachProblem(manifest, problems::add);
        return problems;
    }
}
