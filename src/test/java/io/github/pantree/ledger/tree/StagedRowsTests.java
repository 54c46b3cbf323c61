package io.github.pantree.ledger.tree;

import static io.github.pantree.ledger.tree.RowFixtures.levels;
import static io.github.pantree.ledger.tree.RowFixtures.number;
import static io.github.pantree.ledger.tree.RowFixtures.path;
import static io.github.pantree.ledger.tree.RowFixtures.staged;
import static io.github.pantree.ledger.tree.RowFixtures.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.ledger.StagedRow;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StagedRowsTests {

    @Test
    void holdsTheTargetBeforeAnyRow() throws IOException {
        try (StagedRows rows = new StagedRows()) {
            assertThat(rows.size()).isEqualTo(1);
            assertThat(rows.folders()).isZero();
            assertThat(rows.isDefined(StagedRows.TARGET)).isTrue();
            assertThat(rows.parent(StagedRows.TARGET)).isEqualTo(StagedRows.NONE);
            assertThat(rows.line(StagedRows.TARGET)).isNull();
            assertThat(rows.name(StagedRows.TARGET)).isEmpty();
            assertThat(rows.explicitParents()).isEmpty();
        }
    }

    @Test
    void keepsARowWithKeys() throws IOException {
        try (StagedRows rows = staged(tree(2, "n1", "", "top"), tree(3, "n2", "n1", "sub"))) {
            int sub = number(rows, "sub");
            assertThat(rows.folders()).isEqualTo(2);
            assertThat(rows.key(sub)).isEqualTo("n2");
            assertThat(rows.parentKey(sub)).isEqualTo("n1");
            assertThat(rows.parent(sub)).isEqualTo(number(rows, "top"));
            assertThat(rows.parent(number(rows, "top"))).isEqualTo(StagedRows.TARGET);
            assertThat(rows.line(sub)).isEqualTo(3);
            assertThat(rows.anyLine(sub)).isEqualTo(3);
            assertThat(rows.column(sub)).isEqualTo(RowFixtures.NAME_COLUMN);
            assertThat(rows.texts(sub))
                    .isEqualTo(new StagedRows.Texts("sub", CellCodec.encode(List.of("n2", "n1", "sub"))));
        }
    }

    @Test
    void keepsNoKeysOfPaths() throws IOException {
        try (StagedRows rows = staged(path(2, "/a/b"))) {
            int b = number(rows, "b");
            assertThat(rows.key(b)).isEmpty();
            assertThat(rows.parentKey(b)).isEmpty();
            assertThat(rows.parent(b)).isEqualTo(number(rows, "a"));
        }
    }

    @Test
    void keepsTheColumnOfEachLevel() throws IOException {
        try (StagedRows rows = staged(levels(2, "2026", "Q1", "banner"))) {
            assertThat(rows.folders()).isEqualTo(3);
            assertThat(rows.column(number(rows, "2026"))).isEqualTo(1);
            assertThat(rows.column(number(rows, "Q1"))).isEqualTo(2);
            assertThat(rows.column(number(rows, "banner"))).isEqualTo(3);
            assertThat(rows.parent(number(rows, "banner"))).isEqualTo(number(rows, "Q1"));
        }
    }

    @Test
    void leavesAParentUndefinedUntilItsRowComes() throws IOException {
        try (StagedRows rows = staged(tree(2, "n2", "n1", "sub"))) {
            int parent = rows.parent(number(rows, "sub"));
            assertThat(rows.size()).isEqualTo(3);
            assertThat(rows.folders()).isEqualTo(1);
            assertThat(rows.isDefined(parent)).isFalse();
            assertThat(rows.parent(parent)).isEqualTo(StagedRows.NONE);
            rows.add(List.of(tree(3, "n1", "", "top")), problem -> {});
            assertThat(rows.isDefined(parent)).isTrue();
            assertThat(number(rows, "top")).isEqualTo(parent);
            assertThat(rows.size()).isEqualTo(3);
            assertThat(rows.folders()).isEqualTo(2);
        }
    }

    @Test
    void givesAnImplicitParentNoLine() throws IOException {
        try (StagedRows rows = staged(path(7, "/a/b"))) {
            int implicit = number(rows, "a");
            assertThat(rows.line(implicit)).isNull();
            assertThat(rows.anyLine(implicit))
                    .as("the line that passes through it")
                    .isEqualTo(7);
            assertThat(rows.texts(implicit)).isEqualTo(new StagedRows.Texts("a", null));
        }
    }

    @Test
    void countsAnImplicitParentOnceAndKeepsItsFirstLine() throws IOException {
        try (StagedRows rows = new StagedRows()) {
            List<Problem> problems = new ArrayList<>();
            rows.add(path(2, "/a/b"), problems::add);
            rows.add(path(3, "/a/c"), problems::add);
            assertThat(problems).isEmpty();
            assertThat(rows.folders()).isEqualTo(3);
            assertThat(rows.anyLine(number(rows, "a"))).isEqualTo(2);
        }
    }

    @Test
    void namesAnImplicitParentByItsOwnRow() throws IOException {
        try (StagedRows rows = new StagedRows()) {
            List<Problem> problems = new ArrayList<>();
            rows.add(levels(2, "a", "b"), problems::add);
            rows.add(
                    List.of(new StagedRow(5L, 4, 4, "/a", "", null, "a", CellCodec.encode(List.of("a", "own")))),
                    problems::add);
            int a = number(rows, "a");
            assertThat(problems).isEmpty();
            assertThat(rows.folders()).isEqualTo(2);
            assertThat(rows.line(a)).isEqualTo(5);
            assertThat(rows.anyLine(a)).isEqualTo(5);
            assertThat(rows.column(a)).isEqualTo(4);
            assertThat(rows.texts(a).cells()).isEqualTo(CellCodec.encode(List.of("a", "own")));
        }
    }

    @Test
    void keepsARowThatALaterOnePassesThrough() throws IOException {
        try (StagedRows rows = new StagedRows()) {
            List<Problem> problems = new ArrayList<>();
            rows.add(path(2, "/a"), problems::add);
            rows.add(path(3, "/a/b"), problems::add);
            assertThat(problems).isEmpty();
            assertThat(rows.line(number(rows, "a"))).isEqualTo(2);
            assertThat(rows.texts(number(rows, "a")).cells()).isEqualTo(CellCodec.encode(List.of("/a")));
        }
    }

    @Test
    void reportsAPathThatIsGivenTwice() throws IOException {
        try (StagedRows rows = new StagedRows()) {
            List<Problem> problems = new ArrayList<>();
            rows.add(levels(2, "a", "b"), problems::add);
            rows.add(levels(9, "a", "b"), problems::add);
            assertThat(problems).containsExactly(Problem.of(9, 2, "row.twice", "/a/b", 2));
            assertThat(rows.folders()).isEqualTo(2);
            assertThat(rows.line(number(rows, "b"))).as("the first one stays").isEqualTo(2);
        }
    }

    @Test
    void reportsEachRepetitionOfAKeyAgainstTheFirst() throws IOException {
        try (StagedRows rows = new StagedRows()) {
            List<Problem> problems = new ArrayList<>();
            rows.add(List.of(tree(2, "k", "", "a"), tree(3, "k", "", "b"), tree(4, "k", "p", "c")), problems::add);
            assertThat(problems)
                    .containsExactly(
                            Problem.of(3, RowFixtures.KEY_COLUMN, "row.twiceKey", "k", 2),
                            Problem.of(4, RowFixtures.KEY_COLUMN, "row.twiceKey", "k", 2));
            assertThat(problems).extracting(Problem::severity).containsOnly(Severity.PROBLEM);
            assertThat(rows.size())
                    .as("what a repeated row refers to is not looked at")
                    .isEqualTo(2);
            assertThat(number(rows, "a")).isEqualTo(1);
        }
    }

    @Test
    void acceptsAnExistingFolderAsTheParentOfManyRows() throws IOException {
        try (StagedRows rows = staged(tree(2, "n1", "given:9", "9", "a"), tree(3, "n2", "given:9", "9", "b"))) {
            int existing = rows.parent(number(rows, "a"));
            assertThat(rows.explicitParents()).hasSize(1).containsEntry(existing, "9");
            assertThat(rows.parent(number(rows, "b"))).isEqualTo(existing);
            assertThat(rows.isDefined(existing)).isTrue();
            assertThat(rows.parent(existing)).isEqualTo(StagedRows.NONE);
            assertThat(rows.name(existing)).isEmpty();
            assertThat(rows.line(existing)).isNull();
            assertThat(rows.folders()).as("it is not one of those to be made").isEqualTo(2);
        }
    }

    @Test
    void distinguishesItsOwnFoldersFromExplicitParents() throws IOException {
        try (StagedRows rows = staged(tree(2, "n1", "", "a"), tree(3, "n2", "n1", "9", "b"))) {
            assertThat(rows.explicitParents()).isEmpty();
            assertThat(rows.parent(number(rows, "a"))).isEqualTo(StagedRows.TARGET);
        }
    }

    @Test
    void foldsNamesThatPeopleDoNotDistinguish() throws IOException {
        try (StagedRows rows = staged(
                tree(2, "1", "", "Banner"),
                tree(3, "2", "", "banner"),
                tree(4, "3", "", "other"),
                tree(5, "4", "", ""))) {
            assertThat(rows.foldedName(1)).isEqualTo(rows.foldedName(2)).isNotZero();
            assertThat(rows.foldedName(3)).isNotEqualTo(rows.foldedName(1)).isNotZero();
            assertThat(rows.foldedName(4)).as("of a name that is not valid").isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Banner, banner",
        "A~, a~",
        "图片2026A, 图片2026a",
        "一鿿, 一鿿",
        "É, é",
        "Ａ１, a1",
        "ﬁle, file",
        "Straße, strasse",
        "ＳＳ, ss",
        "①, 1",
        "Ⅳ, iv"
    })
    void foldsToLowerCaseAndOneForm(String name, String folded) {
        assertThat(StagedRows.fold(name)).isEqualTo(folded);
    }

    @Test
    void foldsComposedAndDecomposedAlike() {
        assertThat(StagedRows.fold("e\u0301")).isEqualTo(StagedRows.fold("\u00c9"));
        assertThat(StagedRows.fold("豈")).as("a compatibility ideograph").isEqualTo("豈");
    }

    /** There is room for 4,096 numbers before the first growth, including the target. */
    @ParameterizedTest
    @ValueSource(ints = {4_094, 4_095, 4_096, 30_000})
    void keepsEverythingWhenItGrows(int count) throws IOException {
        try (StagedRows rows = new StagedRows()) {
            for (int i = 1; i <= count; i++) {
                String parent = i == 1 ? "" : "key " + i / 2;
                rows.add(
                        List.of(new StagedRow((long) i + 1, i % 100, 200, "key " + i, parent, null, "n" + i, "c" + i)),
                        problem -> {
                            throw new AssertionError(problem.describe("manifest"));
                        });
            }
            assertThat(rows.size()).isEqualTo(count + 1);
            assertThat(rows.folders()).isEqualTo(count);
            StagedRows.Texts[] texts = new StagedRows.Texts[count + 1];
            for (int i = 1; i <= count; i++) {
                texts[i] = rows.texts(i);
                assertThat(rows.parent(i)).isEqualTo(i / 2);
                assertThat(rows.line(i)).isEqualTo(i + 1);
                assertThat(rows.column(i)).isEqualTo(i % 100);
                assertThat(rows.foldedName(i)).isNotZero();
            }
            assertThat(texts[1]).isEqualTo(new StagedRows.Texts("n1", "c1"));
            assertThat(texts[count]).isEqualTo(new StagedRows.Texts("n" + count, "c" + count));
        }
    }

    @Test
    void findsEveryKeyAgainAfterItGrew() throws IOException {
        int count = 20_000;
        try (StagedRows rows = new StagedRows()) {
            List<Problem> problems = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                rows.add(List.of(tree(i + 1L, "key " + i, "", "n" + i)), problems::add);
            }
            assertThat(problems).isEmpty();
            for (int i = 1; i <= count; i++) {
                rows.add(List.of(tree(count + i + 1L, "key " + i, "", "again")), problems::add);
            }
            assertThat(problems).hasSize(count);
            assertThat(problems)
                    .extracting(Problem::value)
                    .startsWith("key 1", "key 2")
                    .endsWith("key " + count);
            assertThat(rows.folders()).isEqualTo(count);
        }
    }

    @Test
    void keepsTheLinesOfImplicitParentsWhenItGrows() throws IOException {
        try (StagedRows rows = new StagedRows()) {
            for (int i = 1; i <= 6_000; i++) {
                rows.add(path(i + 1L, "/p" + i + "/c"), problem -> {});
            }
            assertThat(rows.folders()).isEqualTo(12_000);
            for (int number = 1; number < rows.size(); number++) {
                long line = (number + 1) / 2 + 1L;
                assertThat(rows.anyLine(number)).isEqualTo(line);
            }
        }
    }

    @Test
    void refusesALineBeyondTwoThousandMillion() throws IOException {
        try (StagedRows rows = new StagedRows()) {
            StagedRow row = tree(1L + Integer.MAX_VALUE, "k", "", "a");
            assertThatThrownBy(() -> rows.add(List.of(row), problem -> {})).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void keepsARowWithoutCells() throws IOException {
        try (StagedRows rows = staged(new StagedRow(2L, 1, 1, "/a", "", null, "a", null))) {
            assertThat(rows.texts(1)).isEqualTo(new StagedRows.Texts("a", ""));
        }
    }

    @Test
    void failsToReadOnceItIsClosed() throws IOException {
        StagedRows rows = staged(tree(2, "k", "", "a"));
        rows.close();
        assertThatThrownBy(() -> rows.name(1)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void failsToWriteOnceItIsClosed() throws IOException {
        StagedRows rows = staged(tree(2, "k", "", "a"));
        rows.close();
        StagedRow large = tree(3, "l", "", "x".repeat(200_000));
        assertThatThrownBy(() -> rows.add(List.of(large), problem -> {})).isInstanceOf(UncheckedIOException.class);
    }
}
