package io.github.pantree.provisioning.run;

import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.SettingValues;
import io.github.pantree.support.TimeSource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.DurationStyle;

/**
 * When a run stops by itself, gracefully: at a time of day, or after a duration.
 *
 * @param text the setting
 * @param zone the time zone of the time of day
 * @param time the time of day; null if it is a duration
 * @param duration the duration; null if it is a time of day
 */
public record Deadline(
        String text,
        ZoneId zone,
        @Nullable LocalTime time,
        @Nullable Duration duration) {

    private static final Logger log = LoggerFactory.getLogger(Deadline.class);

    /** Small enough to be expressed in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** A run that waited for a lock, or for another manifest, must not continue until the next day. */
    private static final Duration GRACE_PERIOD = Duration.ofMinutes(1);

    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /** Whether it concerns all runs until then, and not each run for itself. */
    public boolean isTimeOfDay() {
        return time != null;
    }

    public static Deadline parse(String text, ZoneId zone) {
        try {
            if (text.contains(":")) {
                return new Deadline(text, zone, LocalTime.parse(text), null);
            }
            Duration duration = DurationStyle.detectAndParse(text);
            boolean positive = !duration.isNegative() && !duration.isZero();
            if (!positive || duration.compareTo(LONGEST) > 0 || SettingValues.lacksUnit(text)) {
                throw invalid(text);
            }
            return new Deadline(text, zone, null, duration);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid(text);
        }
    }

    private static InvalidSettingException invalid(String text) {
        return InvalidSettingException.of("pantree.deadline", text, "deadline");
    }

    /**
     * Whether the deadline of a run that starts now has passed. A duration is independent of changes to the machine's
     * clock.
     */
    public BooleanSupplier from(TimeSource timing) {
        if (duration != null) {
            long end = timing.nanos() + duration.toNanos();
            return () -> timing.nanos() - end >= 0;
        }
        Instant end = end(timing.now());
        return () -> !timing.now().isBefore(end);
    }

    /** When a run that starts now stops; not after it if a time of day has passed within the last minute. */
    public Instant end(Instant now) {
        return duration == null ? next(now.atZone(zone)).toInstant() : now.plus(duration);
    }

    /** States when a run that starts now stops, since a time of day that has just passed is tomorrow's. */
    String describe(Instant now) {
        Instant end = end(now);
        String shown = DisplayTime.format(end.atZone(zone));
        boolean passed = duration == null && Duration.between(now, end).compareTo(HALF_A_DAY) > 0;
        return Messages.format(passed ? "run.deadline.passed" : "run.deadline", text, shown);
    }

    private ZonedDateTime next(ZonedDateTime now) {
        LocalDateTime today = now.toLocalDate().atTime(Objects.requireNonNull(time));
        ZonedDateTime first = today.atZone(zone);
        return first.plus(GRACE_PERIOD).isAfter(now) ? first : today.plusDays(1).atZone(zone);
    }

    /** Requests a stop when the deadline has passed, from a thread that ends when it is interrupted. */
    public Thread watch(TimeSource timing, StopSignal stop) {
        BooleanSupplier over = from(timing);
        log.info("{}", describe(timing.now()));
        Thread watch = new Thread(() -> waitFor(over, timing, stop), "deadline");
        watch.setDaemon(true);
        watch.start();
        return watch;
    }

    private void waitFor(BooleanSupplier over, TimeSource timing, StopSignal stop) {
        try {
            while (!over.getAsBoolean()) {
                timing.sleep(POLL_INTERVAL);
            }
            stop.request(Messages.format("stop.deadline", text));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
