package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        List<JsonNode> entries = new ArrayList<>();
        envelope.data().path("list").forEach(entries::add);
        List<JsonNode> named = entries.stream()
                .filter(entry -> name.equals(Wire.text(entry.path("filename"))))
                .toList();
        List<JsonNode> candidates = named.isEmpty() ? entries : named;
        Set<@Nullable String> ids = new HashSet<>();
        // A number is no identifier of the image host; what the folder's is, a listing says.
        candidates.forEach(entry -> ids.add(entry.path("dirID").isNumber() ? null : id(entry.path("dirID"))));
        String id = ids.size() == 1 ? ids.iterator().next() : null;
        String filename = id == null || (named.isEmpty() && entries.size() > 1)
                ? null
                : Wire.text(candidates.get(0).path("filename"));
        if (id != null && filename != null) {
            return new MkdirAnswer.Made(Wire.shown(filename), new DirId(id), envelope.traceId());
        }
        String trouble = Words.say(ids.size() > 1 ? "api.several" : "api.none");
        return new MkdirAnswer.Unclear(trouble, envelope.traceId());
    }

    /** Identifiers are strings on the image host; in a listing numbers, as on the drive, are taken by their digits. */
    static @Nullable String id(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asString();
        }
        String text = Wire.text(node);
        return text == null || !DirId.isPlausible(text) ? null : text;
    }
}
