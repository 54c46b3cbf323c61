package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.jdbc.Ranges.Range;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RangesTests {

    @Test
    void adjacentNumbersAreOneRange() {
        assertThat(Ranges.of(List.of(7L, 3L, 4L, 5L, 9L, 4L)))
                .containsExactly(new Range(3, 5), new Range(7, 7), new Range(9, 9));
    }

    @Test
    void noNumbersAreNoRange() {
        assertThat(Ranges.of(List.of())).isEmpty();
    }

    @Test
    void oneNumberIsARangeOfItsOwn() {
        assertThat(Ranges.of(List.of(42L))).containsExactly(new Range(42, 42));
    }

    @Test
    void joinsNumbersAroundZero() {
        assertThat(Ranges.of(List.of(1L, -2L, 0L, -1L, -4L))).containsExactly(new Range(-4, -4), new Range(-2, 1));
    }

    @Test
    void joinsAMillionNeighbours() {
        assertThat(Ranges.of(LongStream.rangeClosed(5, 1_000_004).boxed().toList()))
                .containsExactly(new Range(5, 1_000_004));
    }
}
