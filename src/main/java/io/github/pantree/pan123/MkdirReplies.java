package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a reply means for a mkdir call. */
final class MkdirReplies {

    private MkdirReplies() {}

    static MkdirAnswer read(Reply reply, String name) {
        if (reply instanceof Reply.Throttled throttled) {
            return new MkdirAnswer.Throttled(throttled.retryAfter(), throttled.traceId());
        }
        if (reply instanceof Reply.Envelope envelope) {
            return envelope.isOk() ? made(envelope, name) : refused(envelope);
        }
        return new MkdirAnswer.Unclear(reply.failure(), null);
    }

    private static MkdirAnswer refused(Reply.Envelope refusal) {
        return new MkdirAnswer.Refused(refusal.hint(), refusal.code(), refusal.message(), refusal.traceId());
    }

    /** The entry of the asked name, or the only one; an answer that has neither leaves the folder in doubt. */
    private static MkdirAnswer made(Reply.Envelope envelope, String name) {
        JsonNode only = null;
        int entries = 0;
        for (JsonNode entry : envelope.data().path("list")) {
            entries++;
            only = entry;
            if (name.equals(Wire.text(entry.path("filename")))) {
                entries = 1;
                break;
            }
        }
        String filename = only == null || entries != 1 ? null : Wire.text(only.path("filename"));
        String id = only == null ? null : id(only.path("dirID"));
        return filename == null || id == null
                ? new MkdirAnswer.Unclear("the answer names no folder", envelope.traceId())
                : new MkdirAnswer.Made(filename, new DirId(id), envelope.traceId());
    }

    /** Identifiers are strings on the image host; numbers, as on the drive, are taken by their digits. */
    static @Nullable String id(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asString();
        }
        String text = Wire.text(node);
        return text == null || text.isEmpty() ? null : text;
    }
}
