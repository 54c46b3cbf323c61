package io.github.pantree.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The failures that were reported lately: each is reported again only after a while. Thread-safe. */
final class ReportedFailures {

    private static final Duration QUIET = Duration.ofHours(1);

    private final Map<String, Instant> reported = new HashMap<>();

    /** Records that a failure is reported now; false if it was reported less than an hour ago. */
    synchronized boolean claim(String failure, Instant now) {
        reported.values().removeIf(last -> Duration.between(last, now).compareTo(QUIET) > 0);
        return reported.putIfAbsent(failure, now) == null;
    }
}
