package io.github.pantree.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvFormatterTests {

    @Test
    void joinsCellsWithTheDelimiter() {
        assertThat(CsvFormatter.of(List.of("a", "b c", "图片"))).isEqualTo("a,b c,图片\n");
        assertThat(CsvFormatter.of(List.of("a", "b"), "\t")).isEqualTo("a\tb\n");
    }

    @Test
    void writesNothingForAnAbsentOrAnEmptyCell() {
        assertThat(CsvFormatter.of(Arrays.asList("a", null, "", "b"))).isEqualTo("a,,,b\n");
        assertThat(CsvFormatter.of(Arrays.asList(null, null))).isEqualTo(",\n");
    }

    @Test
    void writesNoBlankLineForOneEmptyCell() {
        assertThat(CsvFormatter.of(List.of(""))).isEqualTo("\"\"\n");
        assertThat(CsvFormatter.of(Arrays.asList((String) null))).isEqualTo("\"\"\n");
        assertThat(CsvFormatter.of(List.of("a"))).isEqualTo("a\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\nb", "a\rb", " a", "a ", "\ta", "\u3000a"})
    void quotesCellsThatWouldChangeWithoutQuotes(String cell) {
        assertThat(CsvFormatter.of(List.of(cell, "x"))).isEqualTo("\"" + cell + "\",x\n");
    }

    @Test
    void doublesQuotes() {
        assertThat(CsvFormatter.of(List.of("a\"b\"", "x"))).isEqualTo("\"a\"\"b\"\"\",x\n");
    }

    @Test
    void quotesTheDelimiterAndTheComma() {
        assertThat(CsvFormatter.of(List.of("a;b", "c,d", "e"), ";")).isEqualTo("\"a;b\";\"c,d\";e\n");
        assertThat(CsvFormatter.of(List.of("a;b", "e"))).isEqualTo("a;b,e\n");
    }

    @Test
    void escapesFormulasOfEachCell() {
        assertThat(CsvFormatter.harmless(Arrays.asList("=1+1", null, "a", "-5")))
                .containsExactly("'=1+1", null, "a", "-5");
    }
}
