package io.github.pantree.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.NameRule.Violation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameRuleTests {

    @ParameterizedTest
    @ValueSource(strings = {"banner", "商品图库", "双11🎉", "a b", "2026", "a.b", "...", "=1+1", "é", "'quoted'"})
    void acceptsValidNames(String name) {
        assertThat(NameRule.violations(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "/", ":", "*", "|", ">", "<"})
    void refusesEachForbiddenCharacter(String character) {
        assertThat(NameRule.violations("a" + character + "b"))
                .containsExactly(new Violation(NameRule.CHARACTERS, character));
    }

    @Test
    void countsCharactersNotCodeUnits() {
        assertThat(NameRule.violations("🎉".repeat(255))).isEmpty();
        assertThat(NameRule.violations("🎉".repeat(256))).containsExactly(new Violation(NameRule.LENGTH, "256"));
    }

    @Test
    void refusesBlankAndUnreadableNames() {
        assertThat(NameRule.violations("")).extracting(Violation::rule).containsExactly(NameRule.NOT_EMPTY);
        assertThat(NameRule.violations(" \u3000\u00a0"))
                .extracting(Violation::rule)
                .containsExactly(NameRule.NOT_BLANK);
        assertThat(NameRule.violations("a\u0007")).extracting(Violation::rule).containsExactly(NameRule.CONTROL);
        assertThat(NameRule.violations("a\uFFFD")).extracting(Violation::rule).containsExactly(NameRule.UNREADABLE);
        assertThat(NameRule.violations("a\uD83C")).extracting(Violation::rule).containsExactly(NameRule.UNREADABLE);
        assertThat(NameRule.violations(" a")).extracting(Violation::rule).containsExactly(NameRule.EDGES);
        assertThat(NameRule.violations("a\u00a0")).extracting(Violation::rule).containsExactly(NameRule.EDGES);
        assertThat(NameRule.violations("..")).extracting(Violation::rule).containsExactly(NameRule.DOTS);
    }

    @Test
    void reportsEveryViolatedRuleWithTheViolatingPart() {
        assertThat(NameRule.violations(" a:b?\u0007"))
                .containsExactly(
                        new Violation(NameRule.CHARACTERS, ":"),
                        new Violation(NameRule.QUESTION_MARK, "?"),
                        new Violation(NameRule.CONTROL, "U+0007"),
                        new Violation(NameRule.EDGES, ""));
    }

    @Test
    void reportsQuestionMarksOfAnEncodingThatLacksTheCharacters() {
        assertThat(NameRule.violations("2026????")).containsExactly(new Violation(NameRule.QUESTION_MARK, "?"));
    }

    @ParameterizedTest
    @CsvSource({"图片", "商品图库", "品牌素材/春季", "详情页2026", "第一季度（新）"})
    void reportsTheOriginalOfGarbledText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        String western = new String(utf8, Charset.forName("windows-1252"));
        if (!western.contains("\uFFFD")) {
            assertThat(NameRule.violations(western)).containsExactly(new Violation(NameRule.GARBLED, text));
        }
        String gbk = new String(utf8, Charset.forName("GBK"));
        assertThat(NameRule.violations(gbk))
                .extracting(Violation::rule)
                .containsExactly(gbk.contains("\uFFFD") ? NameRule.UNREADABLE : NameRule.GARBLED);
    }

    @Test
    void acceptsTwoCharactersOfCommonChinese() {
        // All characters of levels 1 and 2 of GB2312, in adjacent and in distant pairs.
        List<String> ideographs = new ArrayList<>();
        for (int lead = 0xB0; lead <= 0xF7; lead++) {
            for (int trail = 0xA1; trail <= 0xFE; trail++) {
                ideographs.add(new String(new byte[] {(byte) lead, (byte) trail}, Charset.forName("GB2312")));
            }
        }
        for (int i = 0; i < ideographs.size(); i++) {
            for (int distance : new int[] {1, 7, 94, 1000}) {
                String name = ideographs.get(i) + ideographs.get((i + distance) % ideographs.size());
                if (!name.contains("\uFFFD")) {
                    assertThat(NameRule.violations(name)).as(name).isEmpty();
                }
            }
        }
    }

    @Test
    void findsReplacementCharactersInEveryEncoding() {
        assertThat(NameRule.violations("锟斤拷锟斤拷")).extracting(Violation::rule).containsExactly(NameRule.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({"图片目录", "商品", "客户资料"})
    void findsChineseInGbkThatIsValidUtf8(String meant) {
        String read = new String(meant.getBytes(Charset.forName("GBK")), StandardCharsets.UTF_8);
        // Not all of it can be decoded; the rest is damaged, which another rule detects.
        assertThat(NameRule.violations(read))
                .extracting(Violation::rule)
                .containsAnyOf(NameRule.GARBLED, NameRule.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"папка", "café éèê", "Ελληνικά", "Übersicht ½", "naïve"})
    void acceptsOtherAlphabets(String name) {
        assertThat(NameRule.violations(name)).isEmpty();
    }
}
