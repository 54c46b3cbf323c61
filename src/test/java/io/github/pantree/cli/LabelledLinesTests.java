package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelledLinesTests {

    @ParameterizedTest
    @CsvSource({"abc, 3", "目录, 4", "a图b, 4", "（新）, 6", "e\u0301, 1", "🎉, 2", "ｱ, 1", "한글, 4"})
    void countsTheColumnsOfATerminal(String text, int columns) {
        assertThat(LabelledLines.columns(text)).isEqualTo(columns);
    }
}
