package io.github.pantree.pan123;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A token that authorizes calls until it expires.
 *
 * @param value what goes into the {@code Authorization} header, after {@code Bearer}
 * @param expires when the API stops accepting it
 */
public record AccessToken(String value, Instant expires) {

    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]{1,8000}");

    /** Whether a text can be sent in a header as it is. */
    public static boolean isUsable(String value) {
        return HEADER_VALUE.matcher(value).matches();
    }

    /** The token in {@code {"accessToken": …, "expiredAt": …}}, as the API and the home's token file write it. */
    public static Optional<AccessToken> read(JsonNode json) {
        return parse(
                json.path("accessToken").stringValue(null),
                json.path("expiredAt").stringValue(null));
    }

    /**
     * A token from its parts.
     *
     * @param expires as ISO 8601
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

    /** Whether it is still good at {@code time}, and not the one that the API has rejected. */
    public boolean isGood(Instant time, @Nullable String rejected) {
        return !value.equals(rejected) && expires.isAfter(time);
    }
}
