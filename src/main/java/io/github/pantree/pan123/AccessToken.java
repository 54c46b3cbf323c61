package io.github.pantree.pan123;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A token that authorizes calls until it expires.
 *
 * @param value sent in the {@code Authorization} header, after {@code Bearer}
 * @param expires when the API stops accepting it
 */
public record AccessToken(String value, Instant expires) {

    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]{1,8000}");

    /**
     * Separates the two units of a time: seconds since 1970 are below it until the year 5138, milliseconds above it
     * since 1973.
     */
    private static final long FIRST_MILLIS = 100_000_000_000L;

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    /** Whether a text can be sent in a header without changes. */
    public static boolean isUsable(String value) {
        return HEADER_VALUE.matcher(value).matches();
    }

    /**
     * The token in {@code {"accessToken": …, "expiredAt": …}}, the format of the token file; empty if it is unusable.
     */
    public static Optional<AccessToken> read(JsonNode json) {
        return parse(
                json.path("accessToken").stringValue(null),
                json.path("expiredAt").stringValue(null));
    }

    /**
     * The token in a response of the API. A date without a zone is in Beijing time; a number counts seconds or
     * milliseconds.
     *
     * @param assumed the expiry of a token with a missing or unreadable date
     * @return empty if there is no usable token
     */
    public static Optional<AccessToken> issued(JsonNode json, Instant assumed) {
        String value = json.path("accessToken").stringValue("");
        JsonNode date = json.path("expiredAt");
        String text =
                date.isIntegralNumber() ? date.asString() : date.stringValue("").strip();
        return isUsable(value) ? Optional.of(new AccessToken(value, expiry(text).orElse(assumed))) : Optional.empty();
    }

    private static Optional<Instant> expiry(String text) {
        try {
            if (text.matches("[1-9]\\d{8,13}")) {
                long number = Long.parseLong(text);
                return Optional.of(
                        number < FIRST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
            }
            String iso = text.replaceFirst(" +", "T").replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
            TemporalAccessor date =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(date instanceof LocalDateTime local ? local.toInstant(BEIJING) : Instant.from(date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Creates a token from its parts.
     *
     * @param expires in ISO 8601
     * @return empty if one of them is missing or unusable
     */
    public static Optional<AccessToken> parse(@Nullable String value, @Nullable String expires) {
        if (value == null || expires == null || !isUsable(value)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new AccessToken(value, OffsetDateTime.parse(expires).toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the token is valid at {@code time}, and not the one that the API has rejected. */
    public boolean isGood(Instant time, @Nullable String rejected) {
        return !value.equals(rejected) && expires.isAfter(time);
    }
}
