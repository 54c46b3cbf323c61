package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.manifest.workbook.Workbooks;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestRowsTests {

    /** The number of digits that a spreadsheet program keeps. */
    private static final int EXACT_DIGITS = 15;

    private static final int MAX_ROW_LENGTH = 200_000;

    @TempDir
    private Path folder;

    @Test
    void givesEachRowWithItsCellsAndEntries() throws Exception {
        assertThat(rows("note,path\nx,/a\n"))
                .containsExactly(new ManifestRow(
                        2, List.of("x", "/a"), List.of(new FolderRequest(2L, 2, 2, "/a", "", "a", null)), List.of()));
        assertThat(rows("path\n")).isEmpty();
    }

    @Test
    void startsFromTheBeginningEachTimeItIsOpened() throws Exception {
        Manifest manifest = open("path\n/a\n/b\n");
        for (int i = 0; i < 2; i++) {
            try (Manifest.Rows rows = manifest.rows()) {
                assertThat(rows.next()).extracting(ManifestRow::line).isEqualTo(2L);
                assertThat(rows.next()).extracting(ManifestRow::line).isEqualTo(3L);
                assertThat(rows.next()).isNull();
                assertThat(rows.next()).isNull();
            }
        }
    }

    @Test
    void skipsRowsOfWhitespaceWithOneNote() throws Exception {
        assertThat(rows("path,note\n \n\u3000\n/a,x\n \u3000,\u00a0\n"))
                .satisfiesExactly(
                        row -> assertThat(row.line()).isEqualTo(4),
                        note -> assertThat(note.problems())
                                .containsExactly(Problem.of(Severity.CHANGE, 2, 1, "row.blank", "", 3, "2, 3, 5")));
        assertThat(rows("path\n \n/a\n")).extracting(ManifestRow::line).containsExactly(3L, 2L);
    }

    @Test
    void reportsAForbiddenCharacterInALevelOnceForItsRow() throws Exception {
        assertThat(rows("level1,level2,level3\na*|,b,c\na*|,b,d\nx,y|,z\nx,ok,\n"))
                .flatExtracting(ManifestRow::problems)
                .extracting(Problem::line, Problem::column, Problem::value)
                .containsExactly(tuple(2L, 1, "a*|"), tuple(3L, 1, "a*|"), tuple(4L, 2, "y|"));
    }

    @Test
    void reportsARowWithTooFewCells() throws Exception {
        assertThat(rows("path,note,more\n/a,x\n"))
                .containsExactly(ManifestRow.bad(Problem.of(2, 3, "row.ragged", "/a,x", 2, 3)));
    }

    @Test
    void reportsARowWithTooManyCells() throws Exception {
        assertThat(rows("path;note\n/a;x;;y\n"))
                .containsExactly(ManifestRow.bad(Problem.of(2, 3, "row.ragged", "/a;x;;y", 4, 2)));
    }

    @Test
    void dropsEmptyCellsBeyondTheHeader() throws Exception {
        assertThat(rows("path,note\n/a,x,,\n/b,,\n"))
                .extracting(ManifestRow::cells)
                .containsExactly(List.of("/a", "x"), List.of("/b", ""));
    }

    @Test
    void padsRowsWhereTheHeaderEndsInColumnsWithoutAName() throws Exception {
        assertThat(rows("path,note,, \n/a,x\n/b,x,y\n"))
                .extracting(ManifestRow::cells)
                .containsExactly(List.of("/a", "x", "", ""), List.of("/b", "x", "y", ""));
        assertThat(rows("path,note,,\n/a\n"))
                .extracting(row -> row.problems().get(0))
                .containsExactly(Problem.of(2, 2, "row.ragged", "/a", 1, 4));
    }

    @Test
    void acceptsTheLongestRowAndRefusesALongerOne() throws Exception {
        String note = "x".repeat(MAX_ROW_LENGTH - 2);
        assertThat(rows("path,note\n/a," + note + "\n/a,x" + note + "\n"))
                .extracting(ManifestRow::problems)
                .containsExactly(List.of(), List.of(Problem.of(3, 1, "row.long", "/a", MAX_ROW_LENGTH)));
    }

    @Test
    void reportsTheProblemOfARecordAlone() throws Exception {
        assertThat(rows("path,note\n\"/a\"b,1\n"))
                .containsExactly(ManifestRow.bad(Problem.of(2, 1, "row.stray", "\"/a\"b,1")));
    }

    @Test
    void removesApostrophesOfRejectsAndListsThoseOfTheShape() throws Exception {
        assertThat(rows("path,note,error\n'=a,'=b,'=c\n'a,b,\n"))
                .containsExactly(
                        new ManifestRow(
                                2,
                                List.of("=a", "=b", "=c"),
                                List.of(new FolderRequest(2L, 1, 1, "/=a", "", "=a", null)),
                                List.of(Problem.of(Severity.CHANGE, 2, 1, "row.apostrophe", "'=a", "=a"))),
                        new ManifestRow(
                                3,
                                List.of("'a", "b", ""),
                                List.of(new FolderRequest(3L, 1, 1, "/'a", "", "'a", null)),
                                List.of()),
                        ManifestRow.bad(Problem.of(Severity.WARNING, 2, 1, "cell.formulaLike", "=a", 1, "2")));
    }

    @Test
    void keepsApostrophesWithoutAnErrorColumnAtTheEnd() throws Exception {
        assertThat(rows("error,path\n,'=a\n").get(0).cells()).containsExactly("", "'=a");
    }

    @Test
    void refusesARowWithAFlawInAColumnOfTheShape() throws Exception {
        assertThat(workbookRows(1e15, "x"))
                .containsExactly(new ManifestRow(
                        2,
                        List.of(),
                        List.of(),
                        List.of(Problem.of(2, 1, "cell.number", "1000000000000000", EXACT_DIGITS))));
    }

    @Test
    void ignoresAFlawInAColumnOfTheUser() throws Exception {
        assertThat(workbookRows("/a", 1e15))
                .containsExactly(new ManifestRow(
                        2,
                        List.of("/a", "1000000000000000"),
                        List.of(new FolderRequest(2L, 1, 1, "/a", "", "a", null)),
                        List.of()));
    }

    @Test
    void closesItsFile() throws Exception {
        Manifest.Rows rows = open("path\n" + "/a\n".repeat(100_000)).rows();
        rows.next();
        rows.close();
        assertThatThrownBy(() -> skipAll(rows)).isInstanceOf(IOException.class);
    }

    private static void skipAll(Manifest.Rows rows) throws IOException {
        while (rows.next() != null) {
            // Rows are only read.
        }
    }

    private List<ManifestRow> workbookRows(Object... cells) throws Exception {
        return TestRows.of(Workbooks.write(folder.resolve("m.xlsx"), book -> {
            var sheet = book.createSheet();
            Workbooks.row(sheet, 0, "path", "note");
            Workbooks.row(sheet, 1, cells);
        }));
    }

    private List<ManifestRow> rows(String text) throws Exception {
        return TestRows.of(open(text));
    }

    private Manifest open(String text) throws Exception {
        return new ManifestReader(ManifestOptions.AUTO_DETECT).open(Files.writeString(folder.resolve("m.csv"), text));
    }
}
