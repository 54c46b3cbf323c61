package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaEscaperTests {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+a", "-x", "@SUM(A1)", "\t=1", "'=1", "''=1", "=cmd|' /C calc'!A0"})
    void escapesAndUnescapesFormulas(String cell) {
        assertThat(FormulaEscaper.escape(cell)).isEqualTo("'" + cell);
        assertThat(FormulaEscaper.unescape(FormulaEscaper.escape(cell))).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-5", "+8.25", "-3%", "'quoted'", "'", "a=b", "图=片", "1-2"})
    void leavesOtherTextUnchanged(String cell) {
        assertThat(FormulaEscaper.escape(cell)).isEqualTo(cell);
        assertThat(FormulaEscaper.unescape(cell)).isEqualTo(cell);
    }
}
