package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LineListTests {

    private final LineList lines = new LineList();

    @Test
    void listsTheSmallestTenLines() {
        for (int line = 12; line >= 2; line--) {
            lines.add(line);
        }
        assertThat(lines).hasToString("2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …");
        assertThat(lines.count()).isEqualTo(11);
        assertThat(lines.first()).isEqualTo(2);
    }

    @Test
    void countsSeveralCausesInOneRowOnce() {
        lines.add(0);
        lines.add(0);
        lines.add(7);
        assertThat(lines).hasToString("0, 7");
        assertThat(lines.count()).isEqualTo(2);
    }
}
