package io.github.pantree.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NameRuleTests {

    @ParameterizedTest
    @ValueSource(strings = {"banner", "商品图库", "双11🎉", "a b", "2026", "a.b", "...", "=1+1", "é", "'quoted'"})
    void takesGoodNames(String name) {
        assertThat(NameRule.brokenBy(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "/", ":", "*", "?", "|", ">", "<"})
    void refusesEachForbiddenCharacter(String character) {
        assertThat(NameRule.brokenBy("a" + character + "b")).contains(NameRule.CHARACTERS);
    }

    @Test
    void countsCharactersNotCodeUnits() {
        assertThat(NameRule.brokenBy("🎉".repeat(255))).isEmpty();
        assertThat(NameRule.brokenBy("🎉".repeat(256))).contains(NameRule.LENGTH);
    }

    @Test
    void refusesWhatLooksEmptyOrIsNoText() {
        assertThat(NameRule.brokenBy("")).contains(NameRule.NOT_EMPTY);
        assertThat(NameRule.brokenBy(" \u3000\u00a0")).contains(NameRule.NOT_BLANK);
        assertThat(NameRule.brokenBy("a\u0007")).contains(NameRule.CONTROL);
        assertThat(NameRule.brokenBy("a\uFFFD")).contains(NameRule.UNREADABLE);
        assertThat(NameRule.brokenBy("a\uD83C")).contains(NameRule.UNREADABLE);
        assertThat(NameRule.brokenBy(" a")).contains(NameRule.EDGES);
        assertThat(NameRule.brokenBy("a\u00a0")).contains(NameRule.EDGES);
        assertThat(NameRule.brokenBy("..")).contains(NameRule.DOTS);
    }
}
