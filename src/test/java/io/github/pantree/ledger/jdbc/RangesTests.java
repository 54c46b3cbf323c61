package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.jdbc.Ranges.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class RangesTests {

    @Test
    void neighboursAreOneRange() {
        assertThat(Ranges.of(List.of(7L, 3L, 4L, 5L, 9L, 4L)))
                .containsExactly(new Range(3, 5), new Range(7, 7), new Range(9, 9));
    }

    @Test
    void noNumbersAreNoRange() {
        assertThat(Ranges.of(List.of())).isEmpty();
    }
}
