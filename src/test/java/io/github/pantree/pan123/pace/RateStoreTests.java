package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateStoreTests {

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();

    @Test
    void recallsTheKeptRateForADay() {
        memory().save(3.25);
        assertThat(memory().load()).hasValue(3.25);
        time.advance(Duration.ofDays(1).minusNanos(1));
        assertThat(memory().load()).hasValue(3.25);
        time.advance(Duration.ofNanos(1));
        assertThat(memory().load()).isEmpty();
    }

    @Test
    void recallsNothingOnceItIsForgotten() {
        memory().save(3.25);
        memory().delete();
        assertThat(memory().load()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "\"fast\"", "null", "{}", "[]"})
    void invalidRateIsNotRecalled(String rate) throws IOException {
        Files.writeString(home.resolve("pace.json"), "{\"found\":\"1970-01-01T00:00:01Z\",\"rate\":" + rate + "}");
        assertThat(memory().load()).isEmpty();
    }

    @Test
    void rateHasTheTimeOfItsDetection() {
        RateStore.of(home, "a1", time).save(3.25);
        assertThat(new RateStore(home.resolve("pace-a1.json"), time).detected())
                .contains(new RateStore.DetectedRate(3.25, time.now()));
        assertThat(RateStore.of(home, "b2", time).detected()).isEmpty();
    }

    private RateStore memory() {
        return new RateStore(home.resolve("pace.json"), time);
    }
}
