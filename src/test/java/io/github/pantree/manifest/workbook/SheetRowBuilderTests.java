package io.github.pantree.manifest.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SheetRowBuilderTests {

    private final SheetRowBuilder row = new SheetRowBuilder(4, false);

    @Test
    void fillsTheGapsBetweenItsCells() {
        row.text(1, "b");
        row.text(4, "e");
        assertThat(row.line()).isEqualTo(4);
        assertThat(row.row()).isEqualTo(new Row(4, List.of("", "b", "", "", "e"), List.of(), null));
    }

    @Test
    void ignoresEmptyTexts() {
        row.text(0, "a");
        row.text(3, "");
        assertThat(row.row().cells()).containsExactly("a");
    }

    @Test
    void acceptsCellsInAnyOrder() {
        row.text(2, "c");
        row.text(0, "a");
        assertThat(row.row().cells()).containsExactly("a", "", "c");
    }

    @Test
    void refusesTextsThatAreTooLongInSum() {
        row.text(0, "a");
        row.text(1, "x".repeat(999_999));
        assertThat(row.row().problem()).isNull();
        row.text(2, "y");
        assertThat(row.row()).isEqualTo(Row.bad(Problem.of(4, 1, "row.long", "a", 1_000_000)));
    }

    /** As many as would exceed the range of an int. */
    @Test
    void refusesManyCellsThatShareALongText() {
        String shared = "x".repeat(999_999);
        for (int column = 0; column < 4_300; column++) {
            row.text(column, shared);
        }
        assertThat(row.row().cells()).isEmpty();
        assertThat(row.row().problem()).isNotNull();
    }

    @Test
    void keepsAPlainNumberWithoutAFlaw() {
        row.number(1, 12, 0, null);
        assertThat(row.row()).isEqualTo(new Row(4, List.of("", "12"), List.of(), null));
    }

    @Test
    void flagsADateThatDependsOnTheMachine() {
        row.number(1, 45000, 14, "m/d/yy");
        assertThat(row.row().cells()).containsExactly("", "2023-03-15");
        assertThat(row.row().flaws()).containsExactly(Problem.of(4, 2, "cell.date", "2023-03-15"));
    }

    @Test
    void flagsANumberThatMayHaveLostDigits() {
        row.number(2, 1e15, 0, null);
        assertThat(row.row().cells()).containsExactly("", "", "1000000000000000");
        assertThat(row.row().flaws())
                .containsExactly(Problem.of(4, 3, "cell.number", "1000000000000000", CellFormatter.MOST_DIGITS));
    }

    @Test
    void flagsAnErrorAndKeepsItsText() {
        row.error(0, "#DIV/0!");
        assertThat(row.row())
                .isEqualTo(new Row(4, List.of("#DIV/0!"), List.of(Problem.of(4, 1, "cell.error", "#DIV/0!")), null));
    }

    @Test
    void flagsAFormulaWithoutAValueAndIsNotBlankThen() {
        row.formula(2);
        assertThat(row.row()).isEqualTo(new Row(4, List.of(), List.of(Problem.of(4, 3, "cell.formula", "")), null));
        assertThat(row.row().isBlank()).isFalse();
    }
}
