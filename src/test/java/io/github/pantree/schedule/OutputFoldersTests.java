package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutputFoldersTests {

    private static final Map<String, String> OPTIONS = Map.of("pantree.out", "other", "pantree.rate", "5");

    @Test
    void manifestHasASubfolderOfASharedFolder() {
        OutputFolders folders = new OutputFolders(Path.of("in"), OPTIONS, "out");
        assertThat(folders.optionsOf(Path.of("in/new/a.csv")))
                .containsOnly(
                        Map.entry("pantree.out", Path.of("out/new/a.csv").toString()), Map.entry("pantree.rate", "5"));
    }

    @Test
    void manifestOfAnotherFolderIsFoundByItsName() {
        OutputFolders folders = new OutputFolders(Path.of("in"), OPTIONS, "out");
        assertThat(folders.optionsOf(Path.of("working/b.csv")))
                .containsEntry("pantree.out", Path.of("out/b.csv").toString());
    }

    @Test
    void runsWithoutASharedFolderKeepTheOptions() {
        assertThat(new OutputFolders(Path.of("in"), OPTIONS, null).optionsOf(Path.of("in/a.csv")))
                .isEqualTo(OPTIONS);
    }
}
