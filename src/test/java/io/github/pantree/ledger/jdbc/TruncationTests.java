package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TruncationTests {

    @ParameterizedTest
    @CsvSource({"abcd, abcd", "abcde, abcde", "abcdef, abcd…", "abcdefgh, abcd…", "'', ''"})
    void keepsFiveUnitsAtMost(String text, String cut) {
        assertThat(Truncation.truncate(5, text)).isEqualTo(cut);
    }

    @Test
    void doesNotSplitCharacters() {
        assertThat(Truncation.truncate(5, "abc😀def"))
                .as("its first half would be the last unit")
                .isEqualTo("abc…");
        assertThat(Truncation.truncate(5, "ab😀def"))
                .as("its second half is the last unit")
                .isEqualTo("ab😀…");
        assertThat(Truncation.truncate(5, "abcd😀")).isEqualTo("abcd…");
        assertThat(Truncation.truncate(5, "abc😀")).isEqualTo("abc😀");
    }

    @Test
    void keepsShortTexts() {
        assertThat(Truncation.truncate(5, null)).isNull();
    }

    @Test
    void replacesNulInShortAndInLongTexts() {
        assertThat(Truncation.truncate(5, "a\0b")).isEqualTo("a\uFFFDb");
        assertThat(Truncation.truncate(5, "a\0bcdef")).isEqualTo("a\uFFFDbc…");
        assertThat(Truncation.withoutNul("\0\0")).isEqualTo("\uFFFD\uFFFD");
    }
}
