package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.Columns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The length of files, and the width of lines that the formatter does not wrap: comments and texts. In comments, a
 * Chinese character has two columns; in code, it has one, as for the formatter.
 */
final class SourceSizeTests {

    private static final int COLUMNS = 120;
    private static final int LINES = 300;

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "src/bench/java"})
    void linesHaveAtMost120Columns(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            assertThat(sources.stream().flatMap(SourceSizeTests::wide))
                    .as(
                            "lines of more than %d columns, where a Chinese character in a comment has two; wrap them",
                            COLUMNS)
                    .isEmpty();
        }
    }

    @Test
    void filesHaveAtMost300Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).filter(SourceSizeTests::isLong))
                    .as("files of more than %d lines; divide what they do", LINES)
                    .isEmpty();
        }
    }

    private static boolean isLong(Path file) {
        try {
            return Files.readAllLines(file).size() > LINES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> wide(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return IntStream.range(0, lines.size())
                    .filter(line -> columns(lines.get(line)) > COLUMNS)
                    .mapToObj(line -> file + ":" + (line + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int columns(String line) {
        return line.strip().matches("(/\\*|\\*|//).*") ? Columns.of(line) : line.length();
    }
}
