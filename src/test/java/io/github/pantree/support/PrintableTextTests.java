package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTextTests {

    /** Escape, line breaks, C1, separators, a lone surrogate, and marks and overrides of direction. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E,
                0x2066, 0x2069, 0xD800
            })
    void unsafeCharacterIsReplaced(int character) {
        assertThat(PrintableText.of("a" + (char) character + "b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void everythingElseStays() {
        String text = "图库 «é» \uD83D\uDE00 \u200D <&>\"'";
        assertThat(PrintableText.of(text)).isEqualTo(text);
    }
}
