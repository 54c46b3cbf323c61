package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.RunStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RunSeverityTests {

    @ParameterizedTest
    @EnumSource
    void everyStatusIsComparable(RunStatus status) {
        assertThat(RunSeverity.worst(status, RunStatus.DEFECT)).isEqualTo(RunStatus.DEFECT);
        assertThat(RunSeverity.worst(RunStatus.COMPLETED, status)).isEqualTo(status);
        assertThat(RunSeverity.worst(status, status)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, BUSY",
        "BUSY, INVALID_MANIFEST",
        "INVALID_MANIFEST, COMPLETED_WITH_REJECTS",
        "COMPLETED_WITH_REJECTS, STOPPED",
        "STOPPED, CREDENTIALS_REFUSED",
        "CREDENTIALS_REFUSED, BAD_SETTING"
    })
    void worseStatusWins(RunStatus better, RunStatus worse) {
        assertThat(RunSeverity.worst(better, worse)).isEqualTo(worse);
        assertThat(RunSeverity.worst(worse, better)).isEqualTo(worse);
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "CREDENTIALS_REFUSED", "BAD_SETTING", "DEFECT"})
    void failureOfTheJobConcernsAllManifests(RunStatus end) {
        assertThat(RunSeverity.concernsAll(end)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STOPPED", "CREDENTIALS_REFUSED", "BAD_SETTING", "DEFECT"})
    void outcomeOfAManifestConcernsNoOther(RunStatus end) {
        assertThat(RunSeverity.concernsAll(end)).isFalse();
    }
}
