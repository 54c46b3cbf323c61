package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuoteTrackerTests {

    private final QuoteTracker quotes = new QuoteTracker(';');

    @ParameterizedTest
    @ValueSource(strings = {"", "a;b", "\"a\"", "\"a\";\"b\"", "a\"b;c", "a\"\"b", "\"a;b\"", "\"a\"\"b\"", "\"\";x"})
    void findsNoStrayTextInWellFormedRows(String line) {
        quotes.follow(line);
        assertThat(quotes.stray()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {"\"a\"b~1", "x;\"a\" ;y~2", "\"a;b\";\"c\"\"d\"e~2", "a;b;\"\"c~3", "\"a\",b~1"})
    void reportsTheCellWithTextBehindItsClosingQuote(String line, int cell) {
        quotes.follow(line);
        assertThat(quotes.stray()).isEqualTo(cell);
    }

    @Test
    void keepsTheFirstStrayCell() {
        quotes.follow("\"a\"b;\"c\"d");
        quotes.follow(";;\"e\"f");
        assertThat(quotes.stray()).isEqualTo(1);
    }

    @Test
    void remembersTheCellOfTheLastOpeningQuote() {
        quotes.follow("a;b");
        assertThat(quotes.opened()).as("none was opened").isEqualTo(1);
        quotes.follow(";\"c\";d;\"e");
        assertThat(quotes.opened()).isEqualTo(5);
        quotes.follow("a\"");
        assertThat(quotes.opened()).isEqualTo(5);
    }

    @Test
    void staysInsideAQuoteOverSeveralLines() {
        quotes.follow("a;\"b;c");
        quotes.follow("d;\"\";e");
        quotes.follow("f\";g");
        assertThat(quotes.stray()).isZero();
        quotes.follow(";\"h\"i");
        assertThat(quotes.stray()).as("separators inside quotes count no cell").isEqualTo(4);
    }
}
