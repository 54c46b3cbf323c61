package io.github.pantree.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Purges each home once a day, after a run, while the job still has its turn. */
final class DailyPurge {

    private final Map<Path, Instant> purged = new ConcurrentHashMap<>();

    void purge(JobRunner runner, Path home, Instant now) {
        Instant before = purged.getOrDefault(home, Instant.MIN);
        if (before.isBefore(now.minus(Duration.ofDays(1)))) {
            runner.purge();
            purged.put(home, now);
        }
    }
}
