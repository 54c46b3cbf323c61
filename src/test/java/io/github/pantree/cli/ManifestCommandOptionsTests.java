package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class ManifestCommandOptionsTests {

    @Command(name = "test")
    private static final class Some {
        @Mixin
        private final ManifestCommandOptions options = new ManifestCommandOptions();
    }

    @Test
    void whatIsNoTimeIsTheManifest() {
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

    private static ManifestCommandOptions parsed(String... arguments) {
        Some some = new Some();
        new CommandLine(some).parseArgs(arguments);
        return some.options;
    }
}
