package io.github.pantree.ledger.tree;

import static io.github.pantree.ledger.tree.RowFixtures.levels;
import static io.github.pantree.ledger.tree.RowFixtures.path;
import static io.github.pantree.ledger.tree.RowFixtures.staged;
import static io.github.pantree.ledger.tree.RowFixtures.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.StagedRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The places of folders; {@link TreeProblemsTests} covers the problems that prevent them. */
final class TreeBuilderTests {

    /** A visited folder, with its name instead of its number. */
    private record Placed(String name, long place, long parent, int depth, long firstChild) {}

    @Test
    void placesNothingWithoutRows() throws IOException {
        TreeBuilder tree = new TreeBuilder(new StagedRows(), 0);
        assertThat(placed(tree)).isEmpty();
        assertThat(tree.explicitParents()).isEmpty();
        assertThat(tree.rootChildCounts()).containsExactly(0);
        assertThat(RowFixtures.problems(tree)).isEmpty();
    }

    @Test
    void placesParentsBeforeChildrenLevelByLevel() throws IOException {
        TreeBuilder tree = resolve(
                tree(2, "c", "b", "c"),
                tree(3, "b", "a", "b"),
                tree(4, "x", "", "x"),
                tree(5, "a", "", "a"),
                tree(6, "d", "b", "d"),
                tree(7, "y", "x", "y"));
        assertThat(placed(tree))
                .containsExactly(
                        new Placed("x", 1, 0, 1, 3),
                        new Placed("a", 2, 0, 1, 4),
                        new Placed("y", 3, 1, 2, 5),
                        new Placed("b", 4, 2, 2, 5),
                        new Placed("c", 5, 4, 3, 7),
                        new Placed("d", 6, 4, 3, 7));
        assertThat(RowFixtures.problems(tree)).isEmpty();
        assertThat(tree.rootChildCounts()).containsExactly(2);
    }

    @Test
    void ordersSiblingsByTheirLinesHoweverTheyWereMet() throws IOException {
        // The parent of line 2 occurs before the rows of lines 3 and 4, and is named last.
        TreeBuilder tree = resolve(
                tree(2, "child", "late", "child"),
                tree(3, "first", "", "first"),
                tree(4, "second", "", "second"),
                tree(5, "late", "", "late"));
        assertThat(placed(tree)).extracting(Placed::name).containsExactly("first", "second", "late", "child");
        assertThat(placed(tree)).extracting(Placed::firstChild).containsExactly(4L, 4L, 4L, 5L);
    }

    @Test
    void ordersImplicitParentsBehindNamedSiblingsAsTheyWereMet() throws IOException {
        TreeBuilder tree = resolve(concat(path(2, "/z/1"), path(3, "/b"), path(4, "/y/2"), path(5, "/a")));
        assertThat(placed(tree))
                .containsExactly(
                        new Placed("b", 1, 0, 1, 5),
                        new Placed("a", 2, 0, 1, 5),
                        new Placed("z", 3, 0, 1, 5),
                        new Placed("y", 4, 0, 1, 6),
                        new Placed("1", 5, 3, 2, 7),
                        new Placed("2", 6, 4, 2, 7));
    }

    @Test
    void keepsTheOrderOfImplicitParentsAmongThemselves() throws IOException {
        TreeBuilder tree = resolve(concat(path(2, "/z/1"), path(3, "/y/2"), path(4, "/x/3")));
        assertThat(placed(tree)).extracting(Placed::name).containsExactly("z", "y", "x", "1", "2", "3");
    }

    @Test
    void placesLevelsOnceEach() throws IOException {
        TreeBuilder tree = resolve(concat(
                levels(2, "2026", "Q1", "a"),
                levels(3, "2026", "Q1", "b"),
                levels(4, "2026", "Q2"),
                levels(5, "2027")));
        assertThat(placed(tree))
                .containsExactly(
                        new Placed("2027", 1, 0, 1, 3),
                        new Placed("2026", 2, 0, 1, 3),
                        new Placed("Q2", 3, 2, 2, 5),
                        new Placed("Q1", 4, 2, 2, 5),
                        new Placed("a", 5, 4, 3, 7),
                        new Placed("b", 6, 4, 3, 7));
    }

    @Test
    void countsTheChildrenOfEachFolder() throws IOException {
        StagedRows rows = staged(tree(2, "a", "", "a"), tree(3, "b", "a", "b"), tree(4, "c", "a", "c"));
        TreeBuilder tree = new TreeBuilder(rows, 2);
        assertThat(tree.childCount(StagedRows.TARGET)).isEqualTo(1);
        assertThat(tree.childCount(RowFixtures.number(rows, "a"))).isEqualTo(2);
        assertThat(tree.childCount(RowFixtures.number(rows, "c"))).isZero();
    }

    @Test
    void handsOutTheTextsAndLinesOfItsRows() throws IOException {
        StagedRows rows = staged(path(7, "/a/b"));
        TreeBuilder tree = new TreeBuilder(rows, 1);
        int a = RowFixtures.number(rows, "a");
        int b = RowFixtures.number(rows, "b");
        assertThat(tree.texts(a)).isEqualTo(new StagedRows.Texts("a", null));
        assertThat(tree.line(a)).isNull();
        assertThat(tree.texts(b).name()).isEqualTo("b");
        assertThat(tree.line(b)).isEqualTo(7);
    }

    @Test
    void placesExistingParentsBelowTheTargetInTheOrderOfTheirDirIds() throws IOException {
        TreeBuilder tree = resolve(
                tree(2, "k1", "given:9", "9", "in nine"),
                tree(3, "k2", "", "top"),
                tree(4, "k3", "given:5", "5", "in five"),
                tree(5, "k4", "given:5", "5", "in five, too"),
                tree(6, "k5", "k1", "below nine"));
        assertThat(tree.explicitParents()).containsExactly("5", "9");
        assertThat(tree.rootChildCounts()).containsExactly(1, 2, 1);
        assertThat(placed(tree))
                .containsExactly(
                        new Placed("top", 1, 0, 1, 5),
                        new Placed("in five", 2, -2, 1, 5),
                        new Placed("in five, too", 3, -2, 1, 5),
                        new Placed("in nine", 4, -3, 1, 5),
                        new Placed("below nine", 5, 4, 2, 6));
        assertThat(RowFixtures.problems(tree)).isEmpty();
    }

    @Test
    void placesRowsOfExistingParentsOnly() throws IOException {
        TreeBuilder tree = resolve(tree(2, "k", "given:9", "9", "a"));
        assertThat(tree.rootChildCounts()).containsExactly(0, 1);
        assertThat(placed(tree)).containsExactly(new Placed("a", 1, -2, 1, 2));
    }

    @Test
    void handsOutTheSameAgain() throws IOException {
        TreeBuilder tree = resolve(tree(2, "a", "", "a"), tree(3, "b", "a", "b"));
        List<Placed> first = placed(tree);
        assertThat(placed(tree)).isEqualTo(first).hasSize(2);
    }

    @Test
    void placesAChainOfFiveHundredLevels() throws IOException {
        List<Placed> placed = placed(resolve(TreeProblemsTests.chain(500)));
        assertThat(placed).hasSize(500);
        assertThat(placed.get(499)).isEqualTo(new Placed("n500", 500, 499, 500, 501));
    }

    @Test
    void placesNeitherOrphansNorCirclesNorWhatIsBelowThem() throws IOException {
        TreeBuilder tree = resolve(
                tree(2, "good", "", "good"),
                tree(3, "orphan", "nowhere", "orphan"),
                tree(4, "below", "orphan", "below"),
                tree(5, "f", "g", "f"),
                tree(6, "g", "f", "g"),
                tree(7, "self", "self", "self"));
        assertThat(placed(tree)).containsExactly(new Placed("good", 1, 0, 1, 2));
    }

    /** Any tree, with its rows in any order, satisfies the invariants that the ledger's statements rely on. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void numbersAnyTreeSoThatChildrenAreRanges(long seed) throws IOException {
        List<StagedRow> rows = randomTree(new Random(seed), 1_000);
        Map<String, String> parents = new HashMap<>();
        Map<String, Long> lines = new HashMap<>();
        rows.forEach(row -> {
            parents.put(row.name(), row.parentKey());
            lines.put(row.name(), row.line());
        });
        List<Placed> placed = placed(resolve(rows));
        assertThat(placed).extracting(Placed::place).isEqualTo(numbers(placed.size()));
        assertThat(placed).hasSize(1_000).extracting(Placed::name).doesNotHaveDuplicates();
        long next = 1 + placed.stream().filter(folder -> folder.depth() == 1).count();
        for (int i = 0; i < placed.size(); i++) {
            Placed folder = placed.get(i);
            Placed parent = folder.parent() == 0 ? null : placed.get((int) folder.parent() - 1);
            assertThat(folder.depth()).isEqualTo(parent == null ? 1 : parent.depth() + 1);
            assertThat(parents).containsEntry(folder.name(), parent == null ? "" : parent.name());
            assertThat(folder.firstChild()).isEqualTo(next);
            next += placed.stream()
                    .filter(child -> child.parent() == folder.place())
                    .count();
            if (i > 0 && placed.get(i - 1).parent() == folder.parent()) {
                assertThat(lines.get(folder.name()))
                        .isGreaterThan(lines.get(placed.get(i - 1).name()));
            } else if (i > 0) {
                assertThat(folder.parent()).isGreaterThan(placed.get(i - 1).parent());
            }
        }
        assertThat(next).isEqualTo(1_001);
    }

    @Test
    void placesAHundredThousandRows() throws IOException {
        List<StagedRow> rows = new ArrayList<>();
        for (int i = 99_999; i >= 0; i--) {
            rows.add(tree(100_001L - i, "k" + i, i < 10 ? "" : "k" + i / 10, "n" + i));
        }
        List<Placed> placed = placed(resolve(rows));
        assertThat(placed).hasSize(100_000);
        assertThat(placed.get(0)).isEqualTo(new Placed("n9", 1, 0, 1, 11));
        assertThat(placed.get(10)).isEqualTo(new Placed("n99", 11, 1, 2, 101));
        assertThat(placed.get(99_999).depth()).isEqualTo(5);
    }

    private static List<StagedRow> randomTree(Random random, int count) {
        List<String> names = new ArrayList<>();
        Map<String, String> parents = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String name = "n" + i;
            parents.put(name, i == 0 || random.nextInt(50) == 0 ? "" : names.get(random.nextInt(names.size())));
            names.add(name);
        }
        Collections.shuffle(names, random);
        return IntStream.range(0, count)
                .mapToObj(i -> tree(i + 2L, names.get(i), String.valueOf(parents.get(names.get(i))), names.get(i)))
                .toList();
    }

    private static List<Long> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Long::valueOf).toList();
    }

    private static TreeBuilder resolve(StagedRow... rows) throws IOException {
        return resolve(List.of(rows));
    }

    private static TreeBuilder resolve(List<StagedRow> rows) throws IOException {
        return new TreeBuilder(staged(rows), RowFixtures.PARENT_COLUMN);
    }

    @SafeVarargs
    private static List<StagedRow> concat(List<StagedRow>... rows) {
        List<StagedRow> all = new ArrayList<>();
        for (List<StagedRow> some : rows) {
            all.addAll(some);
        }
        return all;
    }

    private static List<Placed> placed(TreeBuilder tree) {
        List<Placed> placed = new ArrayList<>();
        tree.forEachPlaced((number, place, parent, depth, firstChild) ->
                placed.add(new Placed(tree.texts(number).name(), place, parent, depth, firstChild)));
        return placed;
    }
}
