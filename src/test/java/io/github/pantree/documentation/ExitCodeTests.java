package io.github.pantree.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every table of exit codes contains all of them, and no others. */
final class ExitCodeTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "src/docs/zh/README.md",
                "src/docs/results.md",
                "src/docs/zh/results.md",
                "src/docs/runbook.md",
                "src/docs/zh/runbook.md"
            })
    void theTableIsComplete(String file) {
        List<Integer> codes = Page.read(Path.of(file)).rows().stream()
                .map(cells -> cells.get(0).replace("`", ""))
                .filter(cell -> cell.matches("\\d"))
                .map(Integer::valueOf)
                .toList();
        assertThat(codes)
                .isEqualTo(
                        Stream.of(RunStatus.values()).map(RunStatus::exitCode).toList());
    }
}
