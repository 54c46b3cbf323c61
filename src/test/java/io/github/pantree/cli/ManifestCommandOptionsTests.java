package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.provisioning.settings.ResumeCommand;
import io.github.pantree.support.InvalidSettingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

final class ManifestCommandOptionsTests {

    @Command(name = "test")
    private static final class Some {
        @Mixin
        private final ManifestCommandOptions options = new ManifestCommandOptions();
    }

    @Test
    void argumentThatIsNotADurationIsTheManifest() {
        assertThat(parsed("--wait", "list.csv")).satisfies(options -> {
            assertThat(options.manifest).isEqualTo(Path.of("list.csv"));
            assertThat(options.properties()).containsEntry("pantree.wait", "36500d");
        });
        assertThat(parsed("--wait", "90m", "list.csv").properties()).containsEntry("pantree.wait", "90m");
        assertThat(parsed("--wait=90m", "list.csv").properties()).containsEntry("pantree.wait", "90m");
        assertThat(parsed("list.csv", "--wait").properties()).containsEntry("pantree.wait", "36500d");
        assertThat(parsed("list.csv", "--wait", "--json").json).isTrue();
        assertThat(parsed("list.csv").properties()).doesNotContainKey("pantree.wait");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void rejectsWhatIsNoFileWithItsRemedy(@TempDir Path folder) {
        assertThatThrownBy(() -> parsed(folder.toString()).check())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(InvalidSettingException.of("MANIFEST", folder.toString(), "manifestFolder")
                        .getMessage());
        for (String pipe : List.of("-", "/dev/null")) {
            assertThatThrownBy(() -> parsed(pipe).check())
                    .hasMessage(
                            InvalidSettingException.of("MANIFEST", pipe, "pipe").getMessage());
        }
    }

    @Test
    void everyOptionOfARunIsPartOfTheCommandThatResumesIt() {
        Set<String> others = Set.of("--help", "--version", "--home", "--job", "--json", "--wait");
        for (OptionSpec option :
                new CommandLine(new RunCommand()).getCommandSpec().options()) {
            if (!others.contains(option.longestName())) {
                assertThat(resumed(option)).as(option.longestName()).contains(option.longestName());
            }
        }
    }

    /** The command that resumes a run with this option alone. */
    private static String resumed(OptionSpec option) {
        String property = "pantree." + option.longestName().substring(2);
        return ResumeCommand.command(Path.of("/list.csv"), Map.of(property, "1"), Optional.empty());
    }

    private static ManifestCommandOptions parsed(String... arguments) {
        Some some = new Some();
        new CommandLine(some).parseArgs(arguments);
        return some.options;
    }
}
