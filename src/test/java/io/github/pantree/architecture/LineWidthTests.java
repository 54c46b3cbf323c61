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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The width of lines that the formatter does not wrap: comments and texts. In comments, a Chinese character has two
 * columns; in code, it has one, as for the formatter.
 */
final class LineWidthTests {

    private static final int COLUMNS = 120;

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "src/bench/java"})
    void linesHaveAtMost120Columns(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            assertThat(sources.stream().flatMap(LineWidthTests::wide))
                    .as(
                            "lines of more than %d columns, where a Chinese character in a comment has two; wrap them",
                            COLUMNS)
                    .isEmpty();
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
