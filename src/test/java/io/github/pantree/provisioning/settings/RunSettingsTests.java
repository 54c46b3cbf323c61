package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.Deadline;
import io.github.pantree.testing.TestSettings;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RunSettingsTests {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Test
    void deadlineIsInTheTimeZoneOfTheJob() {
        assertThat(settings("06:30", "Asia/Tokyo").endsAt()).contains(Deadline.parse("06:30", TOKYO));
        assertThat(settings("06:30", null).endsAt()).contains(Deadline.parse("06:30", ZoneId.systemDefault()));
    }

    @Test
    void blankDeadlineIsNone() {
        assertThat(settings(" ", null).endsAt()).isEmpty();
        assertThat(settings(null, null).endsAt()).isEmpty();
    }

    @Test
    void blankZoneIsThatOfTheMachine() {
        assertThat(settings("06:30", "").endsAt()).contains(Deadline.parse("06:30", ZoneId.systemDefault()));
    }

    private static RunSettings settings(@Nullable String deadline, @Nullable String zone) {
        return TestSettings.in(Path.of("home")).deadline(deadline).zone(zone).build();
    }
}
