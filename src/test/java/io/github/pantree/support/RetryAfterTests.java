package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                " 7 |7",
                "31535999|31535999",
                "999999999|31536000",
                "Sun, 01 Mar 2026 12:01:30 GMT|90",
                "Sun, 01 Mar 2026 12:00:00 GMT|0",
                "Sun, 01 Mar 2026 11:59:59 GMT|0",
                "Fri, 31 Dec 9999 23:59:59 GMT|31536000"
            })
    void waitIsSecondsOrLastsUntilADateButAYearAtMost(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "1.5", "1000000000", "soon", "2026-03-01T12:00:00Z"})
    void otherValuesAreIgnored(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }
}
