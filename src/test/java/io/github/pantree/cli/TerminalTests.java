package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTests {

    @ParameterizedTest
    @CsvSource({"'24 132\n', 132", "24 60, 60", "0 0, 80", "'', 80", "stty: no, 80", "24 99999, 80"})
    void readsTheColumnsFromStty(String size, int columns) {
        assertThat(Terminal.columns(size)).isEqualTo(columns);
    }
}
