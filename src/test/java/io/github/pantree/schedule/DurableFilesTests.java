package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFilesTests {

    @TempDir
    private Path folder;

    @Test
    void movedFileIsAtItsNewPlaceOnly() throws IOException {
        Path from = Files.writeString(folder.resolve("a.csv"), "path");
        Path to = folder.resolve("b.csv");
        assertThat(DurableFiles.move(from, to)).isEqualTo(to).hasContent("path");
        assertThat(from).doesNotExist();
    }

    @Test
    void copyReplacesAnEarlierOneAndAnIncompleteOne() throws IOException {
        Path from = Files.writeString(folder.resolve("a.csv"), "new");
        Path to = Files.writeString(folder.resolve("b.csv"), "old");
        Files.writeString(folder.resolve(".b.csv.tmp"), "incomplete");
        DurableFiles.copyIfPresent(from, to);
        assertThat(to).hasContent("new");
        assertThat(from).hasContent("new");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void missingFileIsNotCopied() throws IOException {
        Path to = Files.writeString(folder.resolve("b.csv"), "old");
        DurableFiles.copyIfPresent(folder.resolve("missing.csv"), to);
        assertThat(to).hasContent("old");
    }
}
