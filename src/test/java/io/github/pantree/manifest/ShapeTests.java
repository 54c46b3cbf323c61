package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pantree.folder.FolderDepth;
import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShapeTests {

    private NameChecker names = new NameChecker(ManifestOptions.AUTO_DETECT);

    @Nested
    final class PathTests {

        private final Shape path = new Shape.Path(1, RowParent.NONE);

        @Test
        void namesItsColumnsWithAndWithoutAnchor() {
            assertThat(path.label()).isEqualTo("path");
            assertThat(path.columns()).containsExactly(1);
            assertThat(new Shape.Path(1, 0).columns()).containsExactly(1, 0);
        }

        @Test
        void listsTheFolderBeforeItsParentsFromTheNearestUp() {
            assertThat(path.read(7, List.of("note", "/2026/Q1/banner"), names))
                    .containsExactly(
                            new FolderRequest(7L, 2, 2, "/2026/Q1/banner", "/2026/Q1", "banner", null),
                            new FolderRequest(null, 2, 2, "/2026/Q1", "/2026", "Q1", null),
                            new FolderRequest(null, 2, 2, "/2026", "", "2026", null));
            assertThat(names.found()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a/b", "a/b", "a/b/", "/a/b/", "\\a\\b", "a\\b", "\\a\\b\\", "/a\\b/"})
        void acceptsBackslashesAndOneSlashAtEitherEnd(String written) {
            assertThat(path.read(1, List.of("", written), names))
                    .extracting(FolderRequest::key, FolderRequest::name)
                    .containsExactly(tuple("/a/b", "b"), tuple("/a", "a"));
            assertThat(names.found()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/", "//", "\\"})
        void refusesAPathWithoutAnyName(String written) {
            assertThat(path.read(3, List.of("", written), names)).isEmpty();
            assertThat(names.found()).containsExactly(Problem.of(3, 2, "name.empty", ""));
        }

        @ParameterizedTest
        @CsvSource({"//a,//a", "/a//b,/a//b", "a//,/a/", "/a//,/a/", "a///b,/a///b"})
        void reportsAnEmptyNameWithTheWholePath(String written, String shown) {
            assertThat(path.read(3, List.of("", written), names)).isEmpty();
            assertThat(names.found()).containsOnly(Problem.of(3, 2, "name.empty", shown));
        }

        @Test
        void dropsSpacesOutsideTheOuterSlashesWhenTrimming() {
            names = new NameChecker(TestOptions.trim());
            assertThat(path.read(1, List.of("", " \u00a0/a/b/\u3000"), names))
                    .extracting(FolderRequest::key)
                    .containsExactly("/a/b", "/a");
            assertThat(names.found()).as("these spaces belong to no name").isEmpty();
        }

        @Test
        void keepsSpacesOutsideTheOuterSlashesAsNamesWithoutTrimming() {
            assertThat(path.read(1, List.of("", " /a/ "), names)).isEmpty();
            assertThat(names.found()).hasSize(2).containsOnly(Problem.of(1, 2, "name.blank", " ", ""));
        }

        @Test
        void listsTheNamesWhoseSpacesWereTrimmed() {
            names = new NameChecker(TestOptions.trim());
            assertThat(path.read(1, List.of("", " a /b "), names))
                    .extracting(FolderRequest::key)
                    .containsExactly("/a/b", "/a");
            assertThat(names.found())
                    .containsExactly(
                            Problem.of(Severity.CHANGE, 1, 2, "row.trimmed", " a ", "a"),
                            Problem.of(Severity.CHANGE, 1, 2, "row.trimmed", "b ", "b"));
        }

        @Test
        void reportsEveryInvalidNameAndNoEntry() {
            assertThat(path.read(2, List.of("", "/a:/b/c?"), names)).isEmpty();
            assertThat(names.found())
                    .containsExactly(
                            Problem.of(2, 2, "name.characters", "a:", ":"),
                            Problem.of(2, 2, "name.questionMark", "c?", "?"));
        }

        @Test
        void keepsItsEntriesWhenANameOnlyCausesAWarning() {
            assertThat(path.read(2, List.of("", "/a\u200b"), names))
                    .extracting(FolderRequest::name)
                    .containsExactly("a\u200b");
            assertThat(names.found()).extracting(Problem::severity).containsExactly(Severity.WARNING);
        }

        @Test
        void acceptsTheDeepestPathAndRefusesOneLevelMore() {
            String deepest = "/a".repeat(FolderDepth.MAX);
            List<FolderRequest> entries = path.read(1, List.of("", deepest), names);
            assertThat(entries).hasSize(FolderDepth.MAX);
            assertThat(entries.get(0).key()).isEqualTo(deepest);
            assertThat(entries.get(FolderDepth.MAX - 1)).isEqualTo(new FolderRequest(null, 2, 2, "/a", "", "a", null));
            assertThat(path.read(1, List.of("", deepest + "/a"), names)).isEmpty();
            assertThat(names.found()).containsExactly(Problem.of(1, 2, "row.deep", deepest + "/a", FolderDepth.MAX));
        }

        @Test
        void putsTheTopmostFolderBelowTheAnchor() {
            Shape anchored = new Shape.Path(0, 1);
            assertThat(anchored.read(4, List.of("/a/b", "D1="), names))
                    .containsExactly(
                            new FolderRequest(4L, 1, 1, "D1=:/a/b", "D1=:/a", "b", null),
                            new FolderRequest(null, 1, 1, "D1=:/a", "\u0001D1=", "a", "D1="));
            assertThat(anchored.read(4, List.of("/a", ""), names))
                    .containsExactly(new FolderRequest(4L, 1, 1, "/a", "", "a", null));
        }
    }

    @Nested
    final class LevelsTests {

        private final Shape levels = new Shape.Levels(List.of(1, 3, 0), RowParent.NONE);

        @Test
        void namesItsColumnsWithAndWithoutAnchor() {
            assertThat(levels.label()).isEqualTo("levels");
            assertThat(levels.columns()).containsExactly(1, 3, 0);
            assertThat(new Shape.Levels(List.of(0, 1), 2).columns()).containsExactly(0, 1, 2);
        }

        @Test
        void readsEachLevelFromItsOwnColumn() {
            assertThat(levels.read(5, List.of("banner", "2026", "note", "Q1"), names))
                    .containsExactly(
                            new FolderRequest(5L, 1, 1, "/2026/Q1/banner", "/2026/Q1", "banner", null),
                            new FolderRequest(null, 4, 4, "/2026/Q1", "/2026", "Q1", null),
                            new FolderRequest(null, 2, 2, "/2026", "", "2026", null));
        }

        @Test
        void endsAtTheLastLevelThatIsNotEmpty() {
            assertThat(levels.read(5, List.of("", "2026", "note", "Q1"), names))
                    .extracting(FolderRequest::key)
                    .containsExactly("/2026/Q1", "/2026");
            assertThat(levels.read(5, List.of("", "2026", "note", ""), names))
                    .containsExactly(new FolderRequest(5L, 2, 2, "/2026", "", "2026", null));
            assertThat(names.found()).isEmpty();
        }

        @Test
        void refusesARowWithoutAnyLevel() {
            assertThat(levels.read(5, List.of("", "", "note", ""), names)).isEmpty();
            assertThat(names.found()).containsExactly(Problem.of(5, 2, "name.empty", ""));
        }

        @Test
        void reportsEachGapWithItsLevelAndColumn() {
            Shape four = new Shape.Levels(List.of(0, 1, 2, 3), RowParent.NONE);
            assertThat(four.read(6, List.of("a", "", "", "d"), names)).isEmpty();
            assertThat(names.found())
                    .containsExactly(Problem.of(6, 2, "row.gap", "a,,,d", 2), Problem.of(6, 3, "row.gap", "a,,,d", 3));
        }

        @Test
        void reportsAGapAtTheFirstLevel() {
            assertThat(levels.read(6, List.of("", "", "", "Q1"), names)).isEmpty();
            assertThat(names.found()).containsExactly(Problem.of(6, 2, "row.gap", ",Q1,", 1));
        }

        @Test
        void reportsAnInvalidNameAtItsOwnColumn() {
            assertThat(levels.read(6, List.of("", "2026", "", "a/b"), names)).isEmpty();
            assertThat(names.found()).containsExactly(Problem.of(6, 4, "name.characters", "a/b", "/"));
        }

        @Test
        void refusesMoreLevelsThanTheDeepest() {
            List<Integer> columns =
                    IntStream.rangeClosed(0, FolderDepth.MAX).boxed().toList();
            List<String> cells = Collections.nCopies(columns.size(), "a");
            assertThat(new Shape.Levels(columns, RowParent.NONE).read(1, cells, names))
                    .isEmpty();
            assertThat(names.found())
                    .containsExactly(Problem.of(1, 1, "row.deep", "/a".repeat(columns.size()), FolderDepth.MAX));
        }

        @Test
        void putsTheFirstLevelBelowTheAnchor() {
            assertThat(new Shape.Levels(List.of(0, 1), 2).read(2, List.of("a", "b", "D1="), names))
                    .extracting(FolderRequest::parentKey, FolderRequest::parentDirId)
                    .containsExactly(tuple("D1=:/a", null), tuple("\u0001D1=", "D1="));
        }
    }

    @Nested
    final class TreeTests {

        private final Shape tree = new Shape.Tree(0, 1, 2, RowParent.NONE);
        private final Shape anchored = new Shape.Tree(0, 1, 2, 3);

        @Test
        void namesItsColumnsWithAndWithoutAnchor() {
            assertThat(tree.label()).isEqualTo("tree");
            assertThat(tree.columns()).containsExactly(0, 1, 2);
            assertThat(anchored.columns()).containsExactly(0, 1, 2, 3);
        }

        @Test
        void readsKeyParentAndName() {
            assertThat(tree.read(9, List.of("n7", "n3", "banner"), names))
                    .containsExactly(new FolderRequest(9L, 3, 1, "n7", "n3", "banner", null));
            assertThat(tree.read(9, List.of("n7", "", "banner"), names))
                    .containsExactly(new FolderRequest(9L, 3, 1, "n7", "", "banner", null));
            assertThat(names.found()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  "})
        void refusesARowWithoutAKey(String key) {
            assertThat(tree.read(9, List.of(key, "", "a"), names)).isEmpty();
            assertThat(names.found()).containsExactly(Problem.of(9, 1, "row.key", key));
        }

        @Test
        void keepsTheKeyOfARowWhoseNameIsInvalid() {
            assertThat(tree.read(9, List.of("n7", "n3", "a?"), names))
                    .containsExactly(new FolderRequest(9L, 3, 1, "n7", "n3", "", null));
            assertThat(names.found()).containsExactly(Problem.of(9, 3, "name.questionMark", "a?", "?"));
        }

        @Test
        void dropsTheNameWhenTheRowHadAProblemBefore() {
            names.add(Problem.of(9, 4, "row.key", ""));
            assertThat(tree.read(9, List.of("n7", "n3", "a"), names))
                    .extracting(FolderRequest::name)
                    .containsExactly("");
        }

        @Test
        void trimsKeysWithoutListingThem() {
            names = new NameChecker(TestOptions.trim());
            assertThat(tree.read(9, List.of(" n7 ", " n3", "a"), names))
                    .containsExactly(new FolderRequest(9L, 3, 1, "n7", "n3", "a", null));
            assertThat(names.found()).isEmpty();
        }

        @Test
        void keepsSpacesAroundKeysWithoutTrimming() {
            assertThat(tree.read(9, List.of(" n7 ", " n3", "a"), names))
                    .containsExactly(new FolderRequest(9L, 3, 1, " n7 ", " n3", "a", null));
        }

        @Test
        void refusesAParentKeyNextToAnAnchor() {
            assertThat(anchored.read(9, List.of("n7", "n3", "a", "D1="), names))
                    .containsExactly(new FolderRequest(9L, 3, 1, "n7", "\u0001D1=", "", "D1="));
            assertThat(names.found()).containsExactly(Problem.of(9, 4, "row.parents", "D1=", "n3"));
        }

        @Test
        void placesRowsBelowTheAnchorOrTheirParentKey() {
            assertThat(anchored.read(9, List.of("n7", "", "a", "D1="), names))
                    .containsExactly(new FolderRequest(9L, 3, 1, "n7", "\u0001D1=", "a", "D1="));
            assertThat(anchored.read(9, List.of("n7", "n3", "a", ""), names))
                    .containsExactly(new FolderRequest(9L, 3, 1, "n7", "n3", "a", null));
            assertThat(names.found()).isEmpty();
        }
    }
}
