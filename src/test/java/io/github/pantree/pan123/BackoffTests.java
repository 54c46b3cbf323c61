package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackoffTests {

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    @Test
    void doublesItsBoundUpToTheLongest() {
        assertThat(longestOf(1)).isBetween(Duration.ofMillis(90), Duration.ofMillis(100));
        assertThat(longestOf(3)).isBetween(Duration.ofMillis(360), Duration.ofMillis(400));
        assertThat(longestOf(40)).isBetween(Duration.ofMillis(1800), Duration.ofSeconds(2));
    }

    @Test
    void takesAnyWaitFromNoneOn() {
        Random random = new Random(1);
        assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.pause(1, random)))
                .anySatisfy(pause -> assertThat(pause).isLessThan(Duration.ofMillis(5)));
    }

    private Duration longestOf(int attempt) {
        Random random = new Random(1);
        return IntStream.range(0, 1000)
                .mapToObj(i -> backoff.pause(attempt, random))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
