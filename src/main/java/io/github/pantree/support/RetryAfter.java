package io.github.pantree.support;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The value of an HTTP {@code Retry-After} header (RFC 9110): seconds, or a date. */
public final class RetryAfter {

    /** A longer wait is not meant, and need not be expressible in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /** The time to wait from {@code now}, a year at most; empty if the value is neither. */
    public static Optional<Duration> parse(String value, Instant now) {
        return time(value, now).map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> time(String value, Instant now) {
        String text = value.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(date.isBefore(now) ? Duration.ZERO : Duration.between(now, date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
