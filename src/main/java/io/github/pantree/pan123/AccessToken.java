package io.github.pantree.pan123;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A token that authorizes calls until it expires.
 *
 * @param value what goes into the {@code Authorization} header, after {@code Bearer}
 * @param expires when the API stops to accept it
 */
public record AccessToken(String value, Instant expires) {

    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]{1,8000}");

    /** Whether a text can be sent in a header as it is. */
    public static boolean isUsable(String value) {
        return HEADER_VALUE.matcher(value).matches();
    }
}
