package io.github.pantree.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RowsByLineTests {

    private static final int MANY = 2_500;

    @Test
    void returnsRowsInTheOrderOfTheirLines() throws IOException {
        try (RowsByLine rows = new RowsByLine()) {
            for (int line = MANY; line > 0; line--) {
                rows.add(line, "1:" + line % 10, "error " + line);
            }
            List<String> read = new ArrayList<>();
            rows.forEach((cells, error) -> read.add(cells + " " + error));
            assertThat(read)
                    .isEqualTo(IntStream.rangeClosed(1, MANY)
                            .mapToObj(line -> "1:" + line % 10 + " error " + line)
                            .toList());
        }
    }

    @Test
    void returnsTheSameRowsAgain() throws IOException {
        try (RowsByLine rows = new RowsByLine()) {
            rows.add(7, "b", "");
            rows.add(3, "a", "");
            for (int time = 0; time < 2; time++) {
                List<String> read = new ArrayList<>();
                rows.forEach((cells, error) -> read.add(cells));
                assertThat(read).containsExactly("a", "b");
            }
        }
    }
}
