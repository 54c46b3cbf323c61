package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.support.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code status} during a run of another process, and after that process was killed. */
@Tag("jar")
final class StatusTests {

    @TempDir
    private Path folder;

    @Test
    void aRunInProgressIsShownUntilItsProcessIsKilled() throws Exception {
        Path manifest = Files.writeString(folder.resolve("list.csv"), "path\n/a\n/b\n");
        Jar status = new Jar(Files.createDirectory(folder.resolve("elsewhere")));
        String[] shown = {"status", "--home", folder.resolve("home").toString()};
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults().withFaults(Faults.parse("hang=1")))) {
            Process run = new Jar(folder)
                    .start("run", manifest.toString(), "--base-url", simulator.baseUrl(), "--home", "home");
            Jar.await(run, () -> simulator.stats().listCalls() > 0);

            assertThat(status.run(shown)).isZero();
            assertThat(status.stdout()).contains("running", "list.csv", "look: 0 of 2 folders", "Earlier runs");
            assertThat(status.run("status", "--run", "1", "--home", shown[2])).isZero();
            assertThat(status.stdout())
                    .contains("running", "look: 0 of 2 folders")
                    .doesNotContain("killed");
            assertThat(status.run("status", "--run", "2", "--home", shown[2])).isEqualTo(6);

            assertThat(status.run("status", "--json", "--home", shown[2])).isZero();
            JsonNode progress = Json.read(status.stdout()).path("runs").path(0).path("progress");
            assertThat(progress.path("phase").stringValue()).isEqualTo("look");
            assertThat(progress.path("folders").path("pending").intValue()).isEqualTo(2);

            run.destroyForcibly();
            Jar.end(run);
            assertThat(folder.resolve("home/progress")).isNotEmptyDirectory();
            assertThat(status.run(shown)).isZero();
            assertThat(status.stdout()).contains("killed").doesNotContain("running", "look:");
        }
    }
}
