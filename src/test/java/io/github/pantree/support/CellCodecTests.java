package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CellCodecTests {

    @Test
    void splitsWhatItJoined() {
        List<String> cells = List.of("", "a,b", "1:2", "line\nbreak", "🎉", "\"");
        assertThat(CellCodec.decode(CellCodec.encode(cells))).isEqualTo(cells);
    }

    @Test
    void refusesForeignText() {
        assertThatThrownBy(() -> CellCodec.decode("9:short")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CellCodec.decode("no colon")).isInstanceOf(IllegalArgumentException.class);
    }
}
