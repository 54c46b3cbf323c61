package io.github.pantree.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.testing.Columns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The progress bar on a real pseudo-terminal. */
final class ProgressBarTests {

    private static final int FOLDERS = 200;

    @TempDir
    private Path folder;

    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        PseudoTerminal.assumeAvailable();
        simulator = Simulator.start(SimulatorSettings.defaults().withFaults(Faults.parse("error-before=0.3")));
        Files.writeString(
                folder.resolve("list.csv"),
                IntStream.range(0, FOLDERS)
                        .mapToObj(i -> "/a" + i + "\n")
                        .collect(Collectors.joining("", "path\n", "")));
    }

    @AfterEach
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"60, en", "80, zh", "120, en"})
    void ctrlCWhileTheBarIsShownStopsTheRunInOrder(int columns, String language) throws Exception {
        PseudoTerminal terminal = new PseudoTerminal(folder, columns)
                .await("/" + FOLDERS)
                .await("/" + FOLDERS)
                .await("/" + FOLDERS)
                .type(PseudoTerminal.CTRL_C);

        assertThat(run(terminal, language)).isEqualTo(5);
        assertThat(terminal.bars()).isNotEmpty().allSatisfy(bar -> {
            assertThat(Columns.of(bar)).as(bar).isLessThan(columns);
            assertThat(bar).contains("[", "]").containsPattern("left|unknown|剩");
        });
        assertThat(Files.readString(folder.resolve("out/result.csv"))).contains(",pending,");
    }

    @Test
    void theBarFitsAfterTheTerminalIsResized() throws Exception {
        PseudoTerminal terminal = new PseudoTerminal(folder, 120)
                .await("/" + FOLDERS)
                .resize(60)
                .await("/" + FOLDERS)
                .await("/" + FOLDERS)
                .await("/" + FOLDERS)
                .type(PseudoTerminal.CTRL_C);

        assertThat(run(terminal, "en")).isEqualTo(5);
        List<String> bars = terminal.bars();
        assertThat(Columns.of(bars.get(0))).isGreaterThan(60);
        assertThat(Columns.of(bars.get(bars.size() - 1))).isLessThan(60);
    }

    @Test
    void linesOfTheLogAreWholeAboveTheBar() throws Exception {
        PseudoTerminal terminal = new PseudoTerminal(folder, 80)
                .await("INFO")
                .await("/" + FOLDERS)
                .await("INFO")
                .await("/" + FOLDERS)
                .type(PseudoTerminal.CTRL_C);

        assertThat(run(terminal, "en")).isEqualTo(5);
        List<String> screen = terminal.screen();
        assertThat(screen).anyMatch(line -> line.contains(" INFO "));
        assertThat(screen)
                .filteredOn(line -> line.contains(" INFO "))
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d INFO  .+ \\[run [^\\]]+\\]"));
        assertThat(screen)
                .filteredOn(line -> line.contains("/" + FOLDERS + ","))
                .as("bars that are left")
                .hasSize(1);
    }

    private int run(PseudoTerminal terminal, String language) throws Exception {
        return terminal.run(
                language,
                "run",
                "list.csv",
                "--base-url",
                simulator.baseUrl(),
                "--home",
                folder.resolve("home").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--names-per-call",
                "1",
                "--rate",
                "4");
    }
}
