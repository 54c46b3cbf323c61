package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Notification;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * For programs: a POST of one JSON object, whose fields stay as they are. Any 2xx answer means that it was taken.
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
 *   "message": null,                         // why it ended so, in the reader's language
 *   "next": "pantree run /data/folders.csv", // what to do now; null for nothing
 *   "title": "…", "text": "…"                // the notice in words; the text is the template's
 * }
 * }</pre>
 *
 * <p>With a secret, the header {@code X-Pantree-Signature} is {@code sha256=} and the HMAC-SHA256 of the body's bytes in
 * hexadecimal. {@code X-Pantree-Timestamp} is the time of {@code sent} in seconds; since only the body is signed, a
 * receiver that guards against repetition looks at {@code sent}.
 */
final class JsonWebhook implements WebhookFormat {

    static final String SIGNATURE = "X-Pantree-Signature";
    static final String TIMESTAMP = "X-Pantree-Timestamp";

    private final Destination place;

    JsonWebhook(Destination place) {
        this.place = place;
    }

    @Override
    public Request request(Notification notice, Instant now) {
        Instant sent = now.truncatedTo(ChronoUnit.SECONDS);
        String body = Json.write(body(notice, sent));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TIMESTAMP, String.valueOf(sent.getEpochSecond()));
        String secret = place.secret();
        if (secret != null) {
            headers.put(SIGNATURE, "sha256=" + HmacSignatures.hex(body, secret));
        }
        return new Request(place.hook(), body, headers);
    }

    private Map<String, @Nullable Object> body(Notification notice, Instant sent) {
        MessageRenderer message = new MessageRenderer(notice, place.template());
        Path results = notice.results();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("event", notice.event().code());
        body.put("sent", sent.toString());
        body.put("job", notice.job());
        body.put("run", notice.run());
        body.put("manifest", notice.manifest());
        body.put("exit_code", notice.exitCode());
        body.put("folders", folders(notice));
        body.put("seconds", Math.round(notice.seconds() * 1000) / 1000.0);
        body.put("results", results == null ? null : results.toString());
        body.put("message", notice.message());
        body.put("next", notice.next());
        body.put("title", message.title(TextLimits::plain));
        body.put("text", message.body(TextLimits::plain));
        return body;
    }

    private static Map<String, Object> folders(Notification notice) {
        Map<String, Object> folders = new LinkedHashMap<>();
        folders.put("total", notice.total());
        folders.put("created", notice.created());
        folders.put("existed", notice.existed());
        folders.put("failed", notice.failed());
        folders.put("blocked", notice.blocked());
        folders.put("pending", notice.pending());
        return folders;
    }

    @Override
    public @Nullable String refusal(JsonNode body, String text) {
        return null;
    }
}
