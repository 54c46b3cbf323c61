package io.github.pantree.manifest.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CellFormatterTests {

    /** A day in March 2023. */
    private static final double DAY = 45000;

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "7,7",
        "-7,-7",
        "20240101000123,20240101000123",
        "1.5e18,1500000000000000000",
        "0.1,0.1",
        "-1.50,-1.5",
        "123456789012.5,123456789012.5",
        "0.000012345678901,0.000012345678901"
    })
    void keepsEveryDigitOfANumberWithoutAFormat(double value, String text) {
        assertThat(CellFormatter.number(value, 0, null, false)).isEqualTo(text);
        assertThat(CellFormatter.number(value, 0, "general", false)).isEqualTo(text);
        assertThat(CellFormatter.number(value, 49, "@", false)).isEqualTo(text);
    }

    @Test
    void showsANumberAsItsFormatDoes() {
        assertThat(CellFormatter.number(7, 164, "000", false)).isEqualTo("007");
        assertThat(CellFormatter.number(0.125, 10, "0.0%", false)).isEqualTo("12.5%");
        assertThat(CellFormatter.number(DAY, 164, "yyyy-mm", false)).isEqualTo("2023-03");
    }

    @Test
    void countsDaysFrom1904WhereTheWorkbookDoes() {
        assertThat(CellFormatter.number(DAY - 1462, 14, "m/d/yy", true)).isEqualTo("2023-03-15");
        assertThat(CellFormatter.number(DAY - 1462, 164, "yyyy-mm-dd", true)).isEqualTo("2023-03-15");
    }

    @Test
    void showsQuotedChineseLettersOfAFormat() {
        assertThat(CellFormatter.number(DAY, 164, "yyyy\"年\"m\"月\"", false)).isEqualTo("2023年3月");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 22, 27, 36, 50, 58})
    void showsADateOfTheMachineInIsoForm(int format) {
        assertThat(CellFormatter.isVagueDate(DAY, format, "m/d/yy")).isTrue();
        assertThat(CellFormatter.number(DAY, format, "m/d/yy", false)).isEqualTo("2023-03-15");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 15, 21, 23, 26, 37, 49, 59})
    void leavesOtherFormatsUnchanged(int format) {
        assertThat(CellFormatter.isVagueDate(DAY, format, "m/d/yy")).isFalse();
        assertThat(CellFormatter.number(DAY, format, "m/d/yy", false)).isEqualTo("3/15/23");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[$-F800]dddd, mmmm dd, yyyy", "[$-f400]h:mm", "[$-x-sysdate]dddd", "a[$-x-SYStime]"})
    void recognizesSystemPatterns(String pattern) {
        assertThat(CellFormatter.isVagueDate(DAY, 164, pattern)).isTrue();
    }

    @Test
    void doesNotTreatOtherPatternsOrNegativeNumbersAsDates() {
        assertThat(CellFormatter.isVagueDate(DAY, 164, "[$-409]d-mmm")).isFalse();
        assertThat(CellFormatter.isVagueDate(DAY, 164, null)).isFalse();
        assertThat(CellFormatter.isVagueDate(-1, 14, "m/d/yy")).isFalse();
        assertThat(CellFormatter.isVagueDate(0, 14, "m/d/yy")).isTrue();
    }

    @Test
    void findsNumbersThatMayHaveLostDigits() {
        assertThat(CellFormatter.isRounded(999_999_999_999_999d)).isFalse();
        assertThat(CellFormatter.isRounded(1e15)).isTrue();
        assertThat(CellFormatter.isRounded(-1e15)).isTrue();
        assertThat(CellFormatter.isRounded(0)).isFalse();
    }
}
