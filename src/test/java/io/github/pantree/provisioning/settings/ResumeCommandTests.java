package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.settings.JobSettings.Missed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ResumeCommandTests {

    private static final Path FILE = Path.of("/lists/autumn.csv");

    @Test
    void optionsOfTheRunAreRepeatedInAFixedOrder() {
        assertThat(ResumeCommand.command(
                        FILE,
                        Map.of("pantree.rate", "7.5", "pantree.parent", "p1", "pantree.base-url", "http://x"),
                        Optional.empty()))
                .isEqualTo("pantree run /lists/autumn.csv --base-url http://x --parent p1 --rate 7.5");
    }

    @Test
    void credentialsAndTheHomeAreNoOptions() {
        assertThat(ResumeCommand.command(
                        FILE,
                        Map.of(
                                "pantree.client-id", "id",
                                "pantree.client-secret", "secret",
                                "pantree.access-token", "token",
                                "pantree.home", "/h"),
                        Optional.empty()))
                .isEqualTo("pantree run /lists/autumn.csv");
    }

    @Test
    void flagsHaveNoValueAndMapsAnOptionForEachEntry() {
        assertThat(ResumeCommand.command(
                        FILE, Map.of("pantree.trim", "true", "pantree.map", "a=path\nb=key\n"), Optional.empty()))
                .isEqualTo("pantree run /lists/autumn.csv --map 'a=path' --map 'b=key' --trim");
    }

    @Test
    void anEmptyValueOverridesTheConfiguration() {
        assertThat(ResumeCommand.command(FILE, Map.of("pantree.parent", "", "pantree.out", ""), Optional.empty()))
                .contains("--parent ''", "--out ''");
    }

    @Test
    void pathsAreAbsoluteAndQuoted() {
        String out = Path.of("my results").toAbsolutePath().toString();
        assertThat(ResumeCommand.command(FILE, Map.of("pantree.out", "x/../my results"), Optional.empty()))
                .isEqualTo("pantree run /lists/autumn.csv --out '" + out + "'");
        assertThat(ResumeCommand.in(Path.of("x/../my results"), "pantree run a.csv"))
                .isEqualTo("pantree run a.csv --home '" + out + "'");
    }

    @Test
    void manifestOfAJobIsResumedWithTheJobAndItsOwnResultFolders() {
        assertThat(ResumeCommand.command(
                        FILE,
                        Map.of("pantree.out", "/out", "pantree.rate", "2"),
                        Optional.of(Path.of("/jobs/autumn.yml")),
                        settings(FILE.toString(), null)))
                .isEqualTo("pantree run --job /jobs/autumn.yml --rate 2");
        assertThat(ResumeCommand.command(
                        FILE, Map.of(), Optional.of(Path.of("/jobs/autumn.yml")), settings(null, Path.of("/inbox"))))
                .isEqualTo("pantree run --job /jobs/autumn.yml");
    }

    @Test
    void anotherManifestIsResumedWithTheSettingsOfTheJob() {
        assertThat(ResumeCommand.command(
                        FILE,
                        Map.of("pantree.out", "/out"),
                        Optional.of(Path.of("/jobs/autumn.yml")),
                        settings("/lists/spring.csv", null)))
                .isEqualTo("pantree run /lists/autumn.csv --job /jobs/autumn.yml --out /out");
    }

    @Test
    void jobIsRunAgainWithTheOptionsOfItsRun() {
        assertThat(ResumeCommand.ofJob(
                        Path.of("/jobs/autumn.yml"), Map.of("pantree.parent", "p1", "pantree.out", "/o")))
                .isEqualTo("pantree run --job /jobs/autumn.yml --parent p1 --out /o");
    }

    @Test
    void repositoryStoresCommandsUpToItsLimit() {
        assertThat(ResumeCommand.isStorable("p".repeat(2_400))).isTrue();
        assertThat(ResumeCommand.isStorable("p".repeat(2_401))).isFalse();
    }

    private static JobSettings settings(@Nullable String manifest, @Nullable Path inbox) {
        return new JobSettings(
                Path.of("/home"), "", manifest, inbox, null, Duration.ofSeconds(5), null, null, null, Missed.RUN, null);
    }
}
