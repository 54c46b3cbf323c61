package io.github.pantree.pan123.http;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.Unknown;
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
final class MkdirResponseParser {

    /** What a server may add to a name that is taken. */
    private static final Pattern RENAMED = Pattern.compile(" ?[(（]\\d+[)）]$");

    private MkdirResponseParser() {}

    /** @param names the names that were asked for, each once */
    static MkdirBatchResult read(ApiResponse reply, List<String> names) {
        if (reply instanceof ApiResponse.Throttled throttled) {
            return MkdirBatchResult.all(new MkdirResult.Throttled(throttled.retryAfter(), throttled.traceId()));
        }
        if (reply instanceof ApiResponse.Envelope envelope) {
            return envelope.isOk() ? created(envelope, names) : MkdirBatchResult.all(refused(envelope));
        }
        return MkdirBatchResult.all(new Unknown(reply.failure(), null));
    }

    private static MkdirResult refused(ApiResponse.Envelope refusal) {
        return new MkdirResult.Refused(refusal.hint(), refusal.code(), refusal.message(), refusal.traceId());
    }

    /**
     * Each name has the entry that is called so. A name without one has the only entry that is called otherwise, or the
     * one that a server which makes {@code name(1)} of a taken name would give it; else it is in doubt.
     */
    private static MkdirBatchResult created(ApiResponse.Envelope envelope, List<String> names) {
        Map<String, List<JsonNode>> entries = new LinkedHashMap<>();
        for (JsonNode entry : envelope.data().path("list")) {
            entries.computeIfAbsent(
                            String.valueOf(entry.path("filename").stringValue(null)), name -> new ArrayList<>(1))
                    .add(entry);
        }
        Map<String, MkdirResult> answers = new HashMap<>();
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
        return MkdirBatchResult.perName(names, answers);
    }

    private static MkdirResult otherwise(
            ApiResponse.Envelope envelope, String name, boolean only, Map<String, List<JsonNode>> others) {
        if (others.isEmpty()) {
            return new Unknown(Messages.format("api.none"), envelope.traceId());
        }
        List<JsonNode> renamed = new ArrayList<>();
        others.forEach((other, entries) -> {
            if (only || RENAMED.matcher(other).replaceFirst("").equals(name)) {
                renamed.addAll(entries);
            }
        });
        return renamed.size() == 1
                ? one(envelope, renamed)
                : new Unknown(Messages.format(only ? "api.several" : "api.others"), envelope.traceId(), !only);
    }

    /** What entries of one name say, if they are about one folder. */
    private static MkdirResult one(ApiResponse.Envelope envelope, List<JsonNode> entries) {
        Set<@Nullable String> ids = new HashSet<>();
        // A number is no identifier of the image host; what the folder's is, a listing says.
        entries.forEach(entry -> ids.add(entry.path("dirID").isNumber() ? null : id(entry.path("dirID"))));
        String id = ids.size() == 1 ? ids.iterator().next() : null;
        String filename = entries.get(0).path("filename").stringValue(null);
        if (id != null && filename != null) {
            return new MkdirResult.Created(ApiTransport.printable(filename), new DirId(id), envelope.traceId());
        }
        return new Unknown(Messages.format(ids.size() > 1 ? "api.several" : "api.none"), envelope.traceId());
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
