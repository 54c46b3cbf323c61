package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DisplayDurationTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "1, 1 s",
        "59000, 59 s",
        "59001, 1 min 0 s",
        "200000, 3 min 20 s",
        "3599000, 59 min 59 s",
        "3599001, 1 h 0 min",
        "7559000, 2 h 5 min"
    })
    void roundsUpToSeconds(long millis, String expected) {
        assertThat(DisplayDuration.format(Duration.ofMillis(millis))).isEqualTo(expected);
    }

    @Test
    void usesTheLanguageOfTheThread() throws Exception {
        String text = Messages.inLanguage(Locale.CHINESE, () -> DisplayDuration.format(Duration.ofSeconds(61)));
        assertThat(text).isEqualTo("1 分 1 秒");
    }
}
