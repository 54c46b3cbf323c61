package io.github.pantree.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CellsTests {

    @Test
    void splitsWhatItJoined() {
        List<String> cells = List.of("", "a,b", "1:2", "line\nbreak", "🎉", "\"");
        assertThat(Cells.split(Cells.join(cells))).isEqualTo(cells);
    }

    @Test
    void refusesForeignText() {
        assertThatThrownBy(() -> Cells.split("9:short")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cells.split("no colon")).isInstanceOf(IllegalArgumentException.class);
    }
}
