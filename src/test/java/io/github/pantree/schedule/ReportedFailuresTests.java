package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReportedFailuresTests {

    private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ReportedFailures reported = new ReportedFailures();

    @Test
    void failureIsReportedAgainAfterMoreThanAnHour() {
        assertThat(reported.claim("a", START)).isTrue();
        assertThat(reported.claim("a", START.plus(HOUR))).isFalse();
        assertThat(reported.claim("b", START.plus(HOUR))).isTrue();
        assertThat(reported.claim("a", START.plus(HOUR).plusMillis(1))).isTrue();
        assertThat(reported.claim("a", START.plus(HOUR).plusMillis(2))).isFalse();
    }
}
