package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTests {

    @ParameterizedTest
    @CsvSource({"'24 132\n', 132", "24 60, 60", "0 0, 80", "'', 80", "stty: no, 80", "24 99999, 80"})
    void readsTheColumnsFromStty(String size, int columns) {
        assertThat(Terminal.columns(size)).isEqualTo(columns);
    }

    @Test
    void writesTheCodePageToAConsoleOfWindowsOnly() {
        Charset page = Charset.forName("GBK");
        assertThat(Terminal.charset("Windows 11", page)).isEqualTo(page);
        assertThat(Terminal.charset("Linux", page)).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void knowsCharsetsForChinese() {
        assertThat(CommandLineInterface.isForChinese("UTF-8")).isTrue();
        assertThat(CommandLineInterface.isForChinese("GBK")).isTrue();
        assertThat(CommandLineInterface.isForChinese("ANSI_X3.4-1968")).isFalse();
        assertThat(CommandLineInterface.isForChinese("ISO-8859-1")).isFalse();
    }
}
