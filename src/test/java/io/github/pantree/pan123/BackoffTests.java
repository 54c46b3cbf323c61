package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTests {

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    @Test
    void doublesItsBoundUpToTheLongest() {
        assertThat(longestOf(1)).isBetween(Duration.ofMillis(90), Duration.ofMillis(100));
        assertThat(longestOf(3)).isBetween(Duration.ofMillis(360), Duration.ofMillis(400));
        assertThat(longestOf(40)).isBetween(Duration.ofMillis(1800), Duration.ofSeconds(2));
    }

    @Test
    void waitCanBeZero() {
        Random random = new Random(1);
        assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.pause(1, random)))
                .anySatisfy(pause -> assertThat(pause).isLessThan(Duration.ofMillis(5)));
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "5, 1600", "6, 2000", "7, 2000", "31, 2000", "500, 2000"})
    void waitIsDrawnUpToAndWithItsBound(int attempt, long millis) {
        long[] bound = new long[1];
        RandomGenerator highest = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public long nextLong(long limit) {
                bound[0] = limit;
                return limit - 1;
            }
        };
        assertThat(backoff.pause(attempt, highest)).isEqualTo(Duration.ofMillis(millis));
        assertThat(bound[0]).isEqualTo(Duration.ofMillis(millis).toNanos() + 1);
    }

    @Test
    void doublingNeverOverflows() {
        Backoff large = new Backoff(Duration.ofHours(3), Duration.ofDays(1));
        assertThat(IntStream.rangeClosed(4, 70).mapToObj(attempt -> large.pause(attempt, new Random(attempt))))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofDays(1)));
    }

    @Test
    void standardStartsAtHalfASecondAndStaysBelowHalfAMinute() {
        assertThat(Backoff.STANDARD).isEqualTo(new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)));
    }

    private Duration longestOf(int attempt) {
        Random random = new Random(1);
        return IntStream.range(0, 1000)
                .mapToObj(i -> backoff.pause(attempt, random))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
