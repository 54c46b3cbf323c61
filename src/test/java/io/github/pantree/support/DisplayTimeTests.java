package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class DisplayTimeTests {

    private static final Instant MOMENT = Instant.parse("2026-11-26T09:05:20.123Z");

    @Test
    void showsTheTimeOfAZoneWithItsOffset() {
        assertThat(DisplayTime.format(MOMENT.atZone(ZoneId.of("Asia/Shanghai"))))
                .isEqualTo("2026-11-26 17:05:20 +08:00");
        assertThat(DisplayTime.format(MOMENT.atOffset(ZoneOffset.UTC))).isEqualTo("2026-11-26 09:05:20 +00:00");
    }

    @Test
    void showsAMomentInTheZoneOfTheMachine() {
        assertThat(DisplayTime.format(MOMENT)).isEqualTo(DisplayTime.format(MOMENT.atZone(ZoneId.systemDefault())));
    }

    @Test
    void showsTheZoneWithItsOffsetFromUtc() {
        assertThat(DisplayTime.zone(MOMENT))
                .startsWith(ZoneId.systemDefault().getId() + " (UTC")
                .matches(".* \\(UTC[+-]\\d\\d:\\d\\d\\)");
    }
}
