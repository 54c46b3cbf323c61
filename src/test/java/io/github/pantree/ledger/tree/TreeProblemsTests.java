package io.github.pantree.ledger.tree;

import static io.github.pantree.ledger.tree.RowFixtures.NAME_COLUMN;
import static io.github.pantree.ledger.tree.RowFixtures.PARENT_COLUMN;
import static io.github.pantree.ledger.tree.RowFixtures.levels;
import static io.github.pantree.ledger.tree.RowFixtures.path;
import static io.github.pantree.ledger.tree.RowFixtures.staged;
import static io.github.pantree.ledger.tree.RowFixtures.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.StagedRow;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TreeProblemsTests {

    @Test
    void reportsTwinsUnderOneParent() throws IOException {
        assertThat(problems(
                        tree(2, "a", "", "a"),
                        tree(3, "b", "a", "twin"),
                        tree(4, "c", "a", "twin"),
                        tree(5, "d", "a", "twin")))
                .containsExactly(twin(4, "twin", 3), twin(5, "twin", 3));
    }

    @Test
    void reportsTwinsAmongRoots() throws IOException {
        assertThat(problems(tree(2, "a", "", "same"), tree(3, "b", "", "same"))).containsExactly(twin(3, "same", 2));
    }

    @Test
    void reportsTwinsUnderAnExistingParent() throws IOException {
        assertThat(problems(tree(2, "a", "given:9", "9", "same"), tree(3, "b", "given:9", "9", "same")))
                .containsExactly(twin(3, "same", 2));
    }

    @Test
    void acceptsOneNameUnderDifferentParents() throws IOException {
        assertThat(problems(
                        tree(2, "a", "", "same"),
                        tree(3, "b", "a", "same"),
                        tree(4, "c", "given:9", "9", "same"),
                        tree(5, "d", "b", "same")))
                .isEmpty();
    }

    @Test
    void warnsOfNamesThatDifferOnlyInCaseOrForm() throws IOException {
        assertThat(problems(
                        tree(2, "a", "", "Banner"),
                        tree(3, "b", "", "other"),
                        tree(4, "c", "", "banner"),
                        tree(5, "d", "", "ｂanner")))
                .containsExactly(similar(4, "banner", 2), similar(5, "ｂanner", 2));
    }

    @Test
    void distinguishesTwinsFromSimilarNames() throws IOException {
        assertThat(problems(tree(2, "a", "", "x"), tree(3, "b", "", "X"), tree(4, "c", "", "X"), tree(5, "d", "", "x")))
                .containsExactly(similar(3, "X", 2), twin(4, "X", 3), twin(5, "x", 2));
    }

    @Test
    void reportsSeveralGroupsOfTwins() throws IOException {
        assertThat(problems(
                        tree(2, "a", "", "one"),
                        tree(3, "b", "", "two"),
                        tree(4, "c", "", "two"),
                        tree(5, "d", "", "one")))
                .containsExactlyInAnyOrder(twin(4, "two", 3), twin(5, "one", 2));
    }

    @Test
    void comparesTwinsByLineHoweverTheyWereMet() throws IOException {
        assertThat(problems(tree(2, "c", "late", "c"), tree(3, "early", "", "same"), tree(4, "late", "", "same")))
                .containsExactly(twin(4, "same", 3));
    }

    @Test
    void doesNotCompareNamesThatAreNotValid() throws IOException {
        assertThat(problems(tree(2, "a", "", ""), tree(3, "b", "", ""))).isEmpty();
    }

    @Test
    void comparesImplicitParentsByTheFirstLineThatPassesThroughThem() throws IOException {
        List<StagedRow> rows = new ArrayList<>(levels(2, "x", "A", "1"));
        rows.addAll(levels(3, "x", "a", "2"));
        assertThat(RowFixtures.problems(new TreeBuilder(staged(rows), 0)))
                .containsExactly(Problem.of(Severity.WARNING, 3, 2, "row.similar", "a", 2L));
    }

    @Test
    void reportsAParentKeyThatNoRowHas() throws IOException {
        assertThat(problems(tree(2, "a", "", "a"), tree(3, "b", "nowhere", "b"), tree(4, "c", "b", "below an orphan")))
                .containsExactly(Problem.of(3, PARENT_COLUMN, "row.orphan", "nowhere"));
    }

    @Test
    void reportsAMissingParentOnce() throws IOException {
        assertThat(problems(
                        tree(2, "customer-421", "", "a"),
                        tree(5, "b", "nowhere", "b"),
                        tree(4, "c", "customer-412", "c"),
                        tree(3, "d", "nowhere", "d"),
                        tree(6, "e", "customer-412", "e")))
                .containsExactly(
                        Problem.of(3, PARENT_COLUMN, "row.orphans", "nowhere", 2, "3, 5"),
                        Problem.of(4, PARENT_COLUMN, "row.orphansNear", "customer-412", 2, "4, 6", "customer-421", 2L));
    }

    @Test
    void reportsRowsThatAreTheirOwnParentsOnce() throws IOException {
        assertThat(problems(
                        tree(2, "a", "a", "a"),
                        tree(3, "b", "a", "below"),
                        tree(4, "c", "c", "c"),
                        tree(5, "d", "e", "d"),
                        tree(6, "e", "d", "e")))
                .containsExactly(
                        Problem.of(2, PARENT_COLUMN, "row.ownParents", "a", 2, "2, 4"), cycle(5, "d (5) → e (6) → d"));
    }

    @Test
    void suggestsTheKeyThatIsProbablyMeant() throws IOException {
        assertThat(problems(
                        tree(2, "customer-421", "", "a"),
                        tree(3, "b", "customer-412", "b"),
                        tree(4, "c", "Customer-421", "c")))
                .containsExactly(
                        Problem.of(3, PARENT_COLUMN, "row.orphanNear", "customer-412", "customer-421", 2L),
                        Problem.of(4, PARENT_COLUMN, "row.orphanNear", "Customer-421", "customer-421", 2L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "root", "NULL", "根目录", "无"})
    void reportsAKeyThatStandsForTheTopLevelOnce(String key) throws Exception {
        assertThat(problems(
                        tree(2, "a", key, "x"),
                        tree(3, "b", key, "y"),
                        tree(4, "c", "a", "z"),
                        tree(5, "d", "nowhere", "w")))
                .containsExactlyInAnyOrder(
                        Problem.of(2, PARENT_COLUMN, "row.topKey", key, 2),
                        Problem.of(5, PARENT_COLUMN, "row.orphan", "nowhere"));
    }

    @Test
    void acceptsZeroAsAnOrdinaryKeyIfARowHasIt() throws Exception {
        assertThat(problems(tree(2, "0", "", "x"), tree(3, "b", "0", "y"))).isEmpty();
    }

    @Test
    void reportsARowThatIsItsOwnParent() throws IOException {
        assertThat(problems(tree(2, "a", "", "a"), tree(3, "self", "self", "self")))
                .containsExactly(cycle(3, "self (3) → self"));
    }

    @Test
    void reportsACircleOnceFromItsFirstRow() throws IOException {
        assertThat(problems(
                        tree(2, "a", "", "a"), tree(3, "f", "h", "f"), tree(4, "g", "f", "g"), tree(5, "h", "g", "h")))
                .containsExactly(cycle(3, "f (3) → h (5) → g (4) → f"));
    }

    @Test
    void reportsNothingBelowACircle() throws IOException {
        assertThat(problems(
                        tree(2, "i", "j", "i"),
                        tree(3, "j", "g", "j"),
                        tree(4, "g", "f", "g"),
                        tree(5, "f", "g", "f"),
                        tree(6, "k", "i", "k")))
                .containsExactly(cycle(4, "g (4) → f (5) → g"));
    }

    @Test
    void reportsTheLowestLineOfACircle() throws IOException {
        assertThat(problems(tree(2, "out", "b", "out"), tree(3, "a", "b", "a"), tree(4, "b", "a", "b")))
                .containsExactly(cycle(3, "b (4) → a (3) → b"));
    }

    @Test
    void reportsEachCircle() throws IOException {
        assertThat(problems(
                        tree(2, "a", "b", "a"), tree(3, "b", "a", "b"), tree(4, "c", "d", "c"), tree(5, "d", "c", "d")))
                .containsExactly(cycle(2, "a (2) → b (3) → a"), cycle(4, "c (4) → d (5) → c"));
    }

    @ParameterizedTest
    @CsvSource({"12, → k1", "13, → … → k1", "600, → … → k1"})
    void showsTwelveKeysOfACircle(int length, String end) throws IOException {
        String chain = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> "k%d (%d)".formatted(i, i + 1))
                .collect(Collectors.joining(" → ", "", " " + end));
        List<StagedRow> rows = IntStream.rangeClosed(1, length)
                .mapToObj(i -> tree(i + 1L, "k" + i, "k" + (i == length ? 1 : i + 1), "n" + i))
                .toList();
        assertThat(problems(rows)).containsExactly(cycle(2, chain));
    }

    @Test
    void acceptsFiveHundredLevels() throws IOException {
        assertThat(problems(chain(500))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"501, 502", "503, 502", "1000, 502"})
    void reportsTheTopmostFolderBelowFiveHundredLevels(int length, long line) throws IOException {
        Problem problem = Problem.of(line, 1, "row.deep", "k501", 500);
        assertThat(problems(chain(length))).containsExactly(problem);
        List<StagedRow> upwards = new ArrayList<>(chain(length));
        Collections.reverse(upwards);
        assertThat(problems(upwards)).extracting(Problem::value).containsExactly("k501");
    }

    @Test
    void reportsEachBranchBelowFiveHundredLevels() throws IOException {
        List<StagedRow> rows = new ArrayList<>(chain(502));
        rows.add(tree(900, "branch", "k500", "branch"));
        assertThat(problems(rows))
                .containsExactly(
                        Problem.of(502, 1, "row.deep", "k501", 500), Problem.of(900, 1, "row.deep", "branch", 500));
    }

    @Test
    void reportsCirclesBesideFoldersThatLieTooDeep() throws IOException {
        List<StagedRow> rows = new ArrayList<>(chain(501));
        rows.add(tree(900, "self", "self", "self"));
        rows.add(tree(901, "orphan", "no such row", "orphan"));
        assertThat(problems(rows))
                .containsExactly(
                        Problem.of(901, PARENT_COLUMN, "row.orphan", "no such row"),
                        Problem.of(502, 1, "row.deep", "k501", 500),
                        cycle(900, "self (900) → self"));
    }

    @Test
    void acceptsPaths() throws IOException {
        List<StagedRow> rows = new ArrayList<>(path(2, "/a/b/c"));
        rows.addAll(path(3, "/a/b"));
        rows.addAll(path(4, "/b/b/b"));
        assertThat(problems(rows)).isEmpty();
    }

    /** Each row is the parent of the next one; the row with key {@code ki} is in line {@code i + 1}. */
    static List<StagedRow> chain(int length) {
        return IntStream.rangeClosed(1, length)
                .mapToObj(i -> tree(i + 1L, "k" + i, i == 1 ? "" : "k" + (i - 1), "n" + i))
                .toList();
    }

    private static Problem twin(long line, String name, long first) {
        return Problem.of(line, NAME_COLUMN, "row.twin", name, first);
    }

    private static Problem similar(long line, String name, long first) {
        return Problem.of(Severity.WARNING, line, NAME_COLUMN, "row.similar", name, first);
    }

    private static Problem cycle(long line, String chain) {
        return Problem.of(line, PARENT_COLUMN, "row.cycle", chain);
    }

    private static List<Problem> problems(StagedRow... rows) throws IOException {
        return problems(List.of(rows));
    }

    private static List<Problem> problems(List<StagedRow> rows) throws IOException {
        try (StagedRows staging = staged(rows)) {
            return RowFixtures.problems(new TreeBuilder(staging, PARENT_COLUMN));
        }
    }
}
