package io.github.pantree.provisioning.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadlineTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final SetTime time = new SetTime();

    @Test
    void aDurationIsIndependentOfTheWallClock() {
        BooleanSupplier over = Deadline.parse("90m", SHANGHAI).from(time);
        time.wall = time.wall.plus(Duration.ofDays(3));
        assertThat(over.getAsBoolean()).isFalse();
        time.nanos += Duration.ofMinutes(90).toNanos();
        assertThat(over.getAsBoolean()).isTrue();
    }

    @Test
    void theLongestDurationIsNotOverAtOnce() {
        BooleanSupplier over = Deadline.parse("36500d", SHANGHAI).from(time);
        assertThat(over.getAsBoolean()).isFalse();
        time.nanos += Duration.ofDays(36_500).toNanos();
        assertThat(over.getAsBoolean()).isTrue();
    }

    @Test
    void aTimeOfDayIsTheNextOneInItsTimeZone() {
        time.wall = Instant.parse("2026-03-01T15:00:00Z");
        BooleanSupplier tomorrow = Deadline.parse("06:30", SHANGHAI).from(time);
        BooleanSupplier tonight = Deadline.parse("23:30", SHANGHAI).from(time);
        time.wall = Instant.parse("2026-03-01T15:30:00Z");
        assertThat(tonight.getAsBoolean()).isTrue();
        assertThat(tomorrow.getAsBoolean()).isFalse();
        time.wall = Instant.parse("2026-03-01T22:30:00Z");
        assertThat(tomorrow.getAsBoolean()).isTrue();
    }

    @Test
    void aTimeOfDayThatHasJustPassedIsNotTomorrows() {
        time.wall = Instant.parse("2026-03-01T22:30:59Z");
        assertThat(Deadline.parse("06:30", SHANGHAI).from(time).getAsBoolean()).isTrue();
        time.wall = Instant.parse("2026-03-01T22:31:00Z");
        assertThat(Deadline.parse("06:30", SHANGHAI).from(time).getAsBoolean()).isFalse();
    }

    @Test
    void describesWhenTheRunStops() {
        Instant now = Instant.parse("2026-03-01T04:48:00Z");
        assertThat(Deadline.parse("12:45", SHANGHAI).describe(now))
                .isEqualTo(Messages.format("run.deadline.passed", "12:45", "2026-03-02 12:45:00 +08:00"));
        assertThat(Deadline.parse("18:00", SHANGHAI).describe(now))
                .isEqualTo(Messages.format("run.deadline", "18:00", "2026-03-01 18:00:00 +08:00"));
        assertThat(Deadline.parse("90m", SHANGHAI).describe(now)).contains("2026-03-01 14:18:00 +08:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25:00", "soon", "30", "-5m", "0s", "6.30", "36501d", "200000d", "99999999999999999d"})
    void errorNamesTheValidForms(String text) {
        assertThatThrownBy(() -> Deadline.parse(text, SHANGHAI))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.deadline")
                .hasMessageContaining("06:30");
    }

    /** Two clocks that a test sets. */
    private static final class SetTime implements TimeSource {

        private long nanos = 1;
        private Instant wall = Instant.EPOCH;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return wall;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }
    }
}
