package io.github.pantree.manifest.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SheetLimitsTests {

    @ParameterizedTest
    @CsvSource({"A1, 0", "b7, 1", "Z1, 25", "AA1, 26", "AB12, 27", "ZZ1, 701", "XFD1048576, 16383", "7, -1", "'', -1"})
    void columnIsCountedFromZero(String reference, int column) {
        assertThat(SheetLimits.column(reference)).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource({"AAAA1", "AAAAAAAAAAAAAAAAAAAAAAAA1", "ZZZZZZZ1"})
    void columnOfMoreThanThreeLettersIsBeyondTheLimit(String reference) {
        assertThat(SheetLimits.column(reference)).isGreaterThanOrEqualTo(SheetLimits.MOST_COLUMNS);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1048576, 16383"})
    void cellOfTheFormatIsAccepted(long line, int column) {
        assertThatCode(() -> SheetLimits.check(line, column)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1048577, 0", "1, -1", "1, 16384"})
    void cellOutsideOfTheFormatIsRefused(long line, int column) {
        assertThatThrownBy(() -> SheetLimits.check(line, column)).isInstanceOf(UnreadableWorkbookException.class);
    }
}
