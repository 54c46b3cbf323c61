package io.github.pantree.notification.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextLimitsTests {

    @Test
    void cleanTextIsOneLineOfVisibleCharacters() {
        assertThat(TextLimits.clean("a\r\n\tb\u2028c\u0085d")).isEqualTo("a b c d");
        assertThat(TextLimits.clean("a\u0007b\u202ec\ud800d")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
        assertThat(TextLimits.clean("图 😀")).isEqualTo("图 😀");
    }

    @Test
    void cutsByCodePointsAndMarksTheCut() {
        assertThat(TextLimits.truncate("abc", 3)).isEqualTo("abc");
        assertThat(TextLimits.truncate("abcd", 3)).isEqualTo("ab…");
        assertThat(TextLimits.truncate("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(TextLimits.truncate("😀😀😀😀", 3)).isEqualTo("😀😀…");
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef,6,abcdef",
        "abcdefg,6,abc…",
        "图片,6,图片",
        "图片x,6,图…",
        "a😀b,6,a😀b",
        "a😀bc,6,a…",
        "a😀bc,7,a😀bc",
        "a😀bcd,7,a…",
        "a😀bcde,8,a😀…"
    })
    void cutsByBytesWithoutSplittingACharacter(String text, int most, String cut) {
        assertThat(TextLimits.truncateBytes(text, most)).isEqualTo(cut);
        assertThat(cut.getBytes(UTF_8).length).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_b", "a__b", "C:\\x", "a\\", "a#b", "a & b", "AT&T", "a.b-c", "图片（1）"})
    void keepsWhatIsHarmlessInMarkdown(String value) {
        assertThat(TextLimits.markdown(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "<@a> ＜@a＞",
                "[a](b) ［a］(b)",
                "`a` ｀a｀",
                "*a* ＊a＊",
                "~a~ ～a～",
                "a|b a｜b",
                "#a ＃a",
                "&lt; ＆lt;",
                "&#39;x ＆#39;x",
                "\\*a ＼＊a",
                "_a_ ＿a＿",
                "a_ a＿",
                "a\\.b a＼.b"
            })
    void replacesPossibleMarkdownByFullWidthForms(String value, String escaped) {
        assertThat(TextLimits.markdown(value)).isEqualTo(escaped);
    }

    @Test
    void escapesForSlackWithEntitiesAndWideForms() {
        assertThat(TextLimits.slack("<!here> & *a* ~b~ `c` _d_ e_f"))
                .isEqualTo("&lt;!here&gt; &amp; ＊a＊ ～b～ ｀c｀ ＿d＿ e_f");
        assertThat(TextLimits.slack("#a [b] c|d")).isEqualTo("#a [b] c|d");
        assertThat(TextLimits.plain("<a>")).isEqualTo("<a>");
    }

    @Test
    void keepsATextWhoseBodyIsJustSmallEnough() {
        String whole = "{\"text\":\"abcdef\"}";
        assertThat(bodyOf("abcdef", whole.length())).isEqualTo(whole);
    }

    @Test
    void cutsATextWhoseBodyIsAByteTooLarge() {
        assertThat(bodyOf("a".repeat(100), 110)).isEqualTo("{\"text\":\"" + "a".repeat(72) + "…\"}");
    }

    @Test
    void cutsAgainWhereJsonMakesTheTextLonger() {
        String body = bodyOf("\u0001".repeat(1_000), 1_000);
        assertThat(body.getBytes(UTF_8).length).isLessThanOrEqualTo(1_000).isGreaterThan(700);
        assertThat(body).startsWith("{\"text\":\"\\u0001").endsWith("…\"}");
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(bodyOf("图".repeat(10), 41)).isEqualTo("{\"text\":\"" + "图".repeat(10) + "\"}");
        assertThat(bodyOf("图".repeat(10), 40)).isEqualTo("{\"text\":\"" + "图".repeat(6) + "…\"}");
    }

    @Test
    void failsIfEvenAnEmptyTextIsTooLong() {
        assertThat(bodyOf("a".repeat(50), 5)).isEqualTo("{\"text\":\"a…\"}");
        assertThat(bodyOf("", 5)).isEqualTo("{\"text\":\"\"}");
    }

    private static String bodyOf(String text, int most) {
        return TextLimits.fit(text, most, fit -> Map.of("text", fit));
    }
}
