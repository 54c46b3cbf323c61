package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.ExpiringJsonFile;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Keeps the rate that a run found for an account, so that the next one need not find it again. */
public final class RateStore {

    /** Limits change: after a day the configured rate is as good a beginning. */
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final ExpiringJsonFile note;

    public RateStore(Path file, TimeSource timing) {
        note = new ExpiringJsonFile(file, GOOD_FOR, timing);
    }

    /** The rate, in calls per second, if one was found of late. */
    OptionalDouble load() {
        return note.load().stream()
                .flatMap(found -> Stream.of(found.path("rate").asDouble(0)))
                .mapToDouble(rate -> rate)
                .filter(rate -> rate > 0)
                .findFirst();
    }

    void save(double rate) {
        note.save(Map.of("rate", rate));
    }

    void delete() {
        note.delete();
    }
}
