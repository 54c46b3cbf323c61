package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.MkdirAnswer.Unclear;
import io.github.pantree.support.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a reply means for a mkdir call. */
final class MkdirReplies {

    /** What a server may add to a name that is taken. */
    private static final Pattern RENAMED = Pattern.compile(" ?[(（]\\d+[)）]$");

    private MkdirReplies() {}

    /** @param names the names that were asked for, each once */
    static MkdirAnswers read(Reply reply, List<String> names) {
        if (reply instanceof Reply.Throttled throttled) {
            return MkdirAnswers.all(new MkdirAnswer.Throttled(throttled.retryAfter(), throttled.traceId()));
        }
        if (reply instanceof Reply.Envelope envelope) {
            return envelope.isOk() ? made(envelope, names) : MkdirAnswers.all(refused(envelope));
        }
        return MkdirAnswers.all(new Unclear(reply.failure(), null));
    }

    private static MkdirAnswer refused(Reply.Envelope refusal) {
        return new MkdirAnswer.Refused(refusal.hint(), refusal.code(), refusal.message(), refusal.traceId());
    }

    /**
     * Each name has the entry that is called so. A name without one has the only entry that is called otherwise, or the
     * one that a server which makes {@code name(1)} of a taken name would give it; else it is in doubt.
     */
    private static MkdirAnswers made(Reply.Envelope envelope, List<String> names) {
        Map<String, List<JsonNode>> entries = new LinkedHashMap<>();
        for (JsonNode entry : envelope.data().path("list")) {
            entries.computeIfAbsent(
                            String.valueOf(entry.path("filename").stringValue(null)), name -> new ArrayList<>(1))
                    .add(entry);
        }
        Map<String, MkdirAnswer> answers = new HashMap<>();
        List<String> unnamed = new ArrayList<>();
        for (String name : names) {
            List<JsonNode> named = entries.remove(name);
            if (named == null) {
                unnamed.add(name);
            } else {
                answers.put(name, one(envelope, named));
            }
        }
        for (String name : unnamed) {
            answers.put(name, otherwise(envelope, name, unnamed.size() == 1, entries));
        }
        return MkdirAnswers.each(names, answers);
    }

    private static MkdirAnswer otherwise(
            Reply.Envelope envelope, String name, boolean only, Map<String, List<JsonNode>> others) {
        if (others.isEmpty()) {
            return new Unclear(Messages.format("api.none"), envelope.traceId());
        }
        List<JsonNode> renamed = new ArrayList<>();
        others.forEach((other, entries) -> {
            if (only || RENAMED.matcher(other).replaceFirst("").equals(name)) {
                renamed.addAll(entries);
            }
        });
        return renamed.size() == 1
                ? one(envelope, renamed)
                : new Unclear(Messages.format(only ? "api.several" : "api.others"), envelope.traceId(), !only);
    }

    /** What entries of one name say, if they are about one folder. */
    private static MkdirAnswer one(Reply.Envelope envelope, List<JsonNode> entries) {
        Set<@Nullable String> ids = new HashSet<>();
        // A number is no identifier of the image host; what the folder's is, a listing says.
        entries.forEach(entry -> ids.add(entry.path("dirID").isNumber() ? null : id(entry.path("dirID"))));
        String id = ids.size() == 1 ? ids.iterator().next() : null;
        String filename = entries.get(0).path("filename").stringValue(null);
        if (id != null && filename != null) {
            return new MkdirAnswer.Made(Wire.shown(filename), new DirId(id), envelope.traceId());
        }
        return new Unclear(Messages.format(ids.size() > 1 ? "api.several" : "api.none"), envelope.traceId());
    }

    /** Identifiers are strings on the image host; in a listing numbers, as on the drive, are taken by their digits. */
    static @Nullable String id(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asString();
        }
        String text = node.stringValue(null);
        return text == null || !DirId.isPlausible(text) ? null : text;
    }
}
