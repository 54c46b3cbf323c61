package io.github.pantree.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirIdTests {

    @ParameterizedTest
    @ValueSource(strings = {"yk6baz03t0l000d7w33fxgeerx6xjnifDIYPDwaODqUzAGxvAdD2AY==", "1", "图", "a b", "+/="})
    void visibleTextIsPlausible(String value) {
        assertThat(DirId.isPlausible(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u009b", "a\u202eb", "a\u200bb", "a\u2028b", "a\u2029b", "a\ud800"})
    void controlAndFormattingCharactersAreNotPlausible(String value) {
        assertThat(DirId.isPlausible(value)).isFalse();
    }
}
