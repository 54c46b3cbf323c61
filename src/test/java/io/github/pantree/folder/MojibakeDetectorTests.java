package io.github.pantree.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MojibakeDetectorTests {

    private static final Charset GBK = Charset.forName("GBK");
    private static final Charset WESTERN = Charset.forName("windows-1252");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "banner",
                "a~\u007f",
                "图片",
                "图",
                "商品图库",
                "双11🎉",
                "é",
                "Übergröße",
                "naïve café",
                "Ελλάδα",
                "Москва",
                "カタログ",
                "한국어",
                "客户资料2026",
                "鍥",
                "Ã",
                "½",
                "½¾"
            })
    void acceptsCorrectText(String text) {
        assertThat(MojibakeDetector.repair(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"图片", "资料", "客户资料", "2026图片资料"})
    void findsUtf8ThatWasReadAsGbk(String meant) {
        String garbled = new String(meant.getBytes(StandardCharsets.UTF_8), GBK);
        assertThat(garbled).isNotEqualTo(meant).doesNotContain("\uFFFD");
        assertThat(MojibakeDetector.repair(garbled)).contains(meant);
    }

    /** Uses characters whose bytes are all defined in windows-1252: 中 is E4 B8 AD, 文 is E6 96 87. */
    @ParameterizedTest
    @ValueSource(strings = {"图", "图片", "图a", "中文", "x图"})
    void findsUtf8ThatWasReadAsWindows1252(String meant) {
        String garbled = new String(meant.getBytes(StandardCharsets.UTF_8), WESTERN);
        assertThat(garbled).doesNotContain("\uFFFD");
        assertThat(MojibakeDetector.repair(garbled)).contains(meant);
    }

    @Test
    void acceptsWesternTextWithoutIdeographs() {
        String garbled = new String("é".getBytes(StandardCharsets.UTF_8), WESTERN);
        assertThat(garbled).isEqualTo("Ã©");
        assertThat(MojibakeDetector.repair(garbled)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"图片", "图片a"})
    void findsGbkThatPassesForUtf8(String meant) {
        String garbled = new String(meant.getBytes(GBK), StandardCharsets.UTF_8);
        assertThat(garbled).startsWith("ͼƬ");
        assertThat(MojibakeDetector.repair(garbled)).contains(meant);
    }

    @Test
    void acceptsLettersOfOneAlphabet() {
        assertThat(MojibakeDetector.repair("ͼͼ")).isEmpty();
        assertThat(MojibakeDetector.repair("ƬƬ")).isEmpty();
        assertThat(MojibakeDetector.repair("ͼƬ图"))
                .as("with an ideograph among them")
                .isEmpty();
    }

    /** The bytes of а are D0 B0 and those of À are C3 80: below common Chinese. */
    @Test
    void acceptsBytesBelowCommonChinese() {
        assertThat(MojibakeDetector.repair("аÀ")).isEmpty();
    }
}
