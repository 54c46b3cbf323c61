package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageTranslatorTests {

    private static <T> T in(Locale language, Callable<T> work) throws Exception {
        return Messages.inLanguage(language, work);
    }

    /** What is stored: problems of manifests, reasons of folders, and reasons of stops. */
    static Stream<String> storedMessages() {
        return Messages.bundle(Locale.ENGLISH).keySet().stream()
                .filter(key -> key.matches("(problem\\.\\w+\\.|row\\.\\w{5}|stop\\.).*"))
                .filter(key -> Messages.bundle(Locale.ENGLISH).getString(key).contains(" "))
                .filter(key ->
                        !Messages.bundle(Locale.ENGLISH).getString(key).matches("%s: %s.*|; %s|: %s|warning: |note: "))
                .sorted(Comparator.naturalOrder());
    }

    @ParameterizedTest
    @MethodSource("storedMessages")
    void everyStoredMessageIsTranslatedBothWays(String key) throws Exception {
        Object[] values = {"7", "/a/b", "c d", "e"};
        String english = in(Locale.ENGLISH, () -> Messages.format(key, values));
        String chinese = in(Locale.CHINESE, () -> Messages.format(key, values));
        assertThat(in(Locale.CHINESE, () -> MessageTranslator.translate(english)))
                .isEqualTo(chinese);
        assertThat(in(Locale.ENGLISH, () -> MessageTranslator.translate(chinese)))
                .isEqualTo(english);
        assertThat(in(Locale.ENGLISH, () -> MessageTranslator.translate(english)))
                .isEqualTo(english);
    }

    @Test
    void aMessageInAMessageIsTranslatedToo() throws Exception {
        String inner = in(Locale.ENGLISH, () -> Messages.format("row.unlisted", "429"));
        String outer = in(Locale.ENGLISH, () -> Messages.format("row.blocked", "/a", inner));
        String expected =
                in(Locale.CHINESE, () -> Messages.format("row.blocked", "/a", Messages.format("row.unlisted", "429")));
        assertThat(in(Locale.CHINESE, () -> MessageTranslator.translate(outer))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "existed", "failed", "the API answered in its own words", "目录名不合法"})
    void otherTextsStayUnchanged(String text) throws Exception {
        assertThat(in(Locale.CHINESE, () -> MessageTranslator.translate(text))).isEqualTo(text);
        assertThat(in(Locale.ENGLISH, () -> MessageTranslator.translate(text))).isEqualTo(text);
    }
}
