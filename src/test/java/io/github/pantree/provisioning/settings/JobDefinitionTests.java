package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.logging.LogSettings;
import io.github.pantree.metrics.MeterSettings;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.NetworkSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class JobDefinitionTests {

    /** A value that a record rejects. */
    private record Bad(Class<? extends Record> record, String setting, String value) {}

    @TempDir
    private Path folder;

    static Bad[] badSettings() {
        return new Bad[] {
            new Bad(LogSettings.class, "log-format", "xml"),
            new Bad(MeterSettings.class, "push-gateway", "ftp://gateway"),
            new Bad(ManifestSettings.class, "header-line", "first"),
            new Bad(ResultSettings.class, "csv-bom", "sometimes"),
            new Bad(RetentionSettings.class, "purge-after", "30"),
            new Bad(RunSettings.class, "concurrency", "0"),
            new Bad(JobSettings.class, "zone", "Nowhere"),
            new Bad(NetworkSettings.class, "proxy", "http://proxy:99999"),
            new Bad(Pan123Settings.class, "rate", "-1")
        };
    }

    @Test
    void everyRecordHasABadSetting() {
        assertThat(badSettings()).extracting(Bad::record).containsExactlyInAnyOrderElementsOf(SettingsRecords.all());
    }

    /** Otherwise, a job would be scheduled whose every run fails. */
    @ParameterizedTest
    @MethodSource("badSettings")
    void rejectsWhatARunRejects(Bad bad) throws Exception {
        Path job = Files.writeString(
                folder.resolve("nightly.yml"),
                "pantree:\n  home: '%s'\n  access-token: none\n  %s: '%s'\n"
                        .formatted(folder.resolve("home"), bad.setting(), bad.value()));
        assertThatThrownBy(() -> Provisioning.open(OpenMode.RUN, Map.of(), Optional.of(job)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree." + bad.setting());
        assertThatThrownBy(() -> JobDefinition.read(job, Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree." + bad.setting());
    }
}
