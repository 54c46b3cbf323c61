package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.ExpiringJsonFile;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Stores the rate that a run detected for an account, for the next run. */
public final class RateStore {

    /** Limits change: after a day, the configured rate is just as good a start. */
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final ExpiringJsonFile file;

    /**
     * A rate that was detected.
     *
     * @param rate in calls per second
     */
    public record DetectedRate(double rate, Instant found) {}

    public RateStore(Path file, TimeSource timing) {
        this.file = new ExpiringJsonFile(file, GOOD_FOR, timing);
    }

    /** The store of an account, in a file of the home. */
    public static RateStore of(Path home, String account, TimeSource timing) {
        return new RateStore(home.resolve("pace-" + account + ".json"), timing);
    }

    /** The rate, if one was detected recently. */
    public Optional<DetectedRate> detected() {
        return file.load()
                .map(content -> new DetectedRate(content.path("rate").asDouble(0), ExpiringJsonFile.found(content)))
                .filter(detected -> detected.rate() > 0);
    }

    /** The rate in calls per second, if one was detected recently. */
    OptionalDouble load() {
        return detected().stream().mapToDouble(DetectedRate::rate).findFirst();
    }

    void save(double rate) {
        file.save(Map.of("rate", rate));
    }

    void delete() {
        file.delete();
    }
}
