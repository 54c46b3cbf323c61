package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.ExpiringJsonFile;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/** Stores the rate that a run detected for an account, for the next run. */
public final class RateStore {

    /** Limits change: after a day, the configured rate is just as good a start. */
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final ExpiringJsonFile file;

    public RateStore(Path file, TimeSource timing) {
        this.file = new ExpiringJsonFile(file, GOOD_FOR, timing);
    }

    /** The rate in calls per second, if one was detected recently. */
    OptionalDouble load() {
        return file.load().stream()
                .mapToDouble(found -> found.path("rate").asDouble(0))
                .filter(rate -> rate > 0)
                .findFirst();
    }

    void save(double rate) {
        file.save(Map.of("rate", rate));
    }

    void delete() {
        file.delete();
    }
}
