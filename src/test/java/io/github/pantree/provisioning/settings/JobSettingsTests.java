package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.settings.JobSettings.Missed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobSettingsTests {

    @ParameterizedTest
    @CsvSource({"2027-03-14T05:00:00Z, 2027-03-14T07:30:00Z", "2027-03-14T08:00:00Z, 2027-03-15T06:30:00Z"})
    void aTimeSkippedByADstChangeRunsAfterTheGap(Instant after, Instant next) {
        assertThat(settings("30 2 * * *", "America/New_York").next(after)).hasValue(next);
    }

    /** A key of a definition without a value. */
    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void emptyValuesAreNone(String value) {
        JobSettings settings = new JobSettings(
                Path.of("home"), "", value, null, null, Duration.ZERO, value, value, value, Missed.RUN, value);
        assertThat(settings.zoneId()).isEqualTo(ZoneId.systemDefault());
        assertThat(settings.expectedBy()).isEmpty();
        assertThat(settings.cron()).isEmpty();
        assertThat(settings.manifests()).isEmpty();
        assertThat(settings.account()).isNull();
    }

    private static JobSettings settings(String schedule, String zone) {
        return new JobSettings(
                Path.of("home"), "", null, null, null, Duration.ofSeconds(5), null, schedule, zone, Missed.RUN, null);
    }
}
