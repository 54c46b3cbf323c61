package io.github.pantree.notification.channel;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.Destination.Webhook;
import io.github.pantree.notification.Notification;
import io.github.pantree.support.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * For programs: a POST of one JSON object, whose fields stay as they are. Any 2xx answer means that it was accepted.
 *
 * <pre>{@code
 * {
 *   "event": "partial",                      // success, partial, stopped, failed or missing
 *   "sent": "2026-01-31T22:15:00Z",          // when it was written; the same in each attempt
 *   "job": "nightly",                        // null without a job definition
 *   "run": "20260131-220000-7",              // null if no run began
 *   "manifest": "/data/folders.csv",
 *   "exit_code": 4,
 *   "folders": {"total": 46, "created": 40, "existed": 3, "failed": 1, "blocked": 2, "pending": 0},
 *   "seconds": 12.345,
 *   "results": "/home/pan/runs/20260131-220000-7",   // null without result files
 *   "message": null,                         // the reason of the outcome, in the display language
 *   "next": "pantree run /data/folders.csv", // what to do now; null for nothing
 *   "title": "…", "text": "…"                // the notification in words; the text is the template's
 * }
 * }</pre>
 *
 * <p>With a secret, the header {@code X-Pantree-Signature} is {@code sha256=} and the HMAC-SHA256 of the body's bytes
 * in hexadecimal. {@code X-Pantree-Timestamp} is the time of {@code sent} in seconds; since only the body is signed, a
 * receiver that guards against repetition looks at {@code sent}.
 */
final class JsonWebhook implements WebhookFormat {

    static final String SIGNATURE = "X-Pantree-Signature";
    static final String TIMESTAMP = "X-Pantree-Timestamp";

    private record Body(
            String event,
            Instant sent,
            @Nullable String job,
            @Nullable String run,
            String manifest,
            int exitCode,
            FolderCounts folders,
            double seconds,
            @Nullable String results,
            @Nullable String message,
            @Nullable String next,
            String title,
            String text) {}

    @Override
    public Request request(MessageRenderer message, Webhook destination, Instant now) {
        Instant sent = now.truncatedTo(ChronoUnit.SECONDS);
        String body = Json.write(body(message, sent));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TIMESTAMP, String.valueOf(sent.getEpochSecond()));
        String secret = destination.secret();
        if (secret != null) {
            headers.put(SIGNATURE, "sha256=" + HmacSignatures.hex(body, secret));
        }
        return new Request(destination.url(), body, headers);
    }

    private static Body body(MessageRenderer message, Instant sent) {
        Notification notification = message.notification();
        return new Body(
                notification.event().code(),
                sent,
                notification.job(),
                notification.run(),
                notification.manifest(),
                notification.exitCode(),
                notification.folders(),
                Math.round(notification.seconds() * 1000) / 1000.0,
                notification.results() == null ? null : notification.results().toString(),
                notification.message(),
                notification.next(),
                message.title(TextLimits::plain),
                message.body(TextLimits::plain));
    }

    @Override
    public @Nullable Refusal refusal(JsonNode body, String text) {
        return null;
    }
}
