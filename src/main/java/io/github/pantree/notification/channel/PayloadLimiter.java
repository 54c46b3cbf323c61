package io.github.pantree.notification.channel;

import io.github.pantree.support.Json;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Makes a body that a service accepts: its text is truncated until the whole is small enough. */
final class PayloadLimiter {

    private PayloadLimiter() {}

    /**
     * @param most the bytes of the body in UTF-8
     * @param body makes it of a text
     */
    static String body(String text, int most, Function<String, Object> body) {
        String written = Json.write(body.apply(text));
        int left = bytes(text);
        // What JSON makes of a text can be several times as long, so the way down is in steps.
        while (bytes(written) > most && left > 0) {
            left = left * 3 / 4;
            written = Json.write(body.apply(TextLimits.truncateBytes(text, Math.max(left, 4))));
        }
        return written;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
