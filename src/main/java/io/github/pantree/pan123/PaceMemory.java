package io.github.pantree.pan123;

import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Keeps the rate that a run found for an account, so that the next one need not find it again. */
final class PaceMemory {

    /** Limits change: after a day the configured rate is as good a beginning. */
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final Note note;

    PaceMemory(Path file, TimeSource timing) {
        note = new Note(file, GOOD_FOR, timing);
    }

    /** The rate, in calls per second, if one was found of late. */
    OptionalDouble recall() {
        return note.recall().stream()
                .flatMap(found -> Stream.of(found.path("rate").asDouble(0)))
                .mapToDouble(rate -> rate)
                .filter(rate -> rate > 0)
                .findFirst();
    }

    void keep(double rate) {
        note.keep(Map.of("rate", rate));
    }

    void forget() {
        note.forget();
    }
}
