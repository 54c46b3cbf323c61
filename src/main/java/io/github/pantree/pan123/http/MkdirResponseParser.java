package io.github.pantree.pan123.http;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
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

/** Reads the results of a mkdir call from its response. */
final class MkdirResponseParser {

    /** The suffix that a server may append to an existing name. */
    private static final Pattern RENAMED = Pattern.compile(" ?[(（]\\d+[)）]$");

    private MkdirResponseParser() {}

    /** @param names the requested names, each once */
    static MkdirBatchResult read(ApiResponse response, List<String> names) {
        if (response instanceof ApiResponse.Throttled throttled) {
            return MkdirBatchResult.all(new MkdirResult.Throttled(throttled.retryAfter(), throttled.traceId()));
        }
        if (response instanceof ApiResponse.Envelope envelope) {
            return envelope.isOk() ? created(envelope, names) : MkdirBatchResult.all(refused(envelope));
        }
        if (response instanceof ApiResponse.Foreign foreign && foreign.filtered()) {
            return MkdirBatchResult.all(
                    new MkdirResult.Refused(RefusalReason.UNKNOWN, ApiResponse.OK, response.failure(), null));
        }
        boolean unsent = response instanceof ApiResponse.Unreadable failure && failure.unsent();
        return MkdirBatchResult.all(unsent ? new MkdirResult.Unconnected() : new Unknown(response.failure(), null));
    }

    private static MkdirResult refused(ApiResponse.Envelope refusal) {
        return new MkdirResult.Refused(refusal.reason(), refusal.code(), refusal.message(), refusal.traceId());
    }

    /**
     * Assigns the entries to the requested names. A name without its own entry gets the only other entry, or the entry
     * that looks like its numbered variant, such as {@code name(1)}; otherwise it is in doubt.
     */
    private static MkdirBatchResult created(ApiResponse.Envelope envelope, List<String> names) {
        Map<String, List<JsonNode>> entries = new LinkedHashMap<>();
        for (JsonNode entry : envelope.data().path("list")) {
            entries.computeIfAbsent(
                            String.valueOf(entry.path("filename").stringValue(null)), name -> new ArrayList<>(1))
                    .add(entry);
        }
        Map<String, MkdirResult> results = new HashMap<>();
        List<String> unnamed = new ArrayList<>();
        for (String name : names) {
            List<JsonNode> named = entries.remove(name);
            if (named == null) {
                unnamed.add(name);
            } else {
                results.put(name, one(envelope, named, name));
            }
        }
        for (String name : unnamed) {
            results.put(name, renamedOrUnknown(envelope, name, unnamed.size() == 1, entries));
        }
        return MkdirBatchResult.perName(names, results);
    }

    private static MkdirResult renamedOrUnknown(
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
                ? one(envelope, renamed, null)
                : new Unknown(Messages.format(only ? "api.several" : "api.others"), envelope.traceId(), !only);
    }

    /** The result from the entries of one name, requested or not, if all of them are about the same folder. */
    private static MkdirResult one(ApiResponse.Envelope envelope, List<JsonNode> entries, @Nullable String requested) {
        Set<@Nullable String> ids = new HashSet<>();
        // IDs of the image host are not numbers; a listing contains the right one.
        entries.forEach(entry -> ids.add(entry.path("dirID").isNumber() ? null : id(entry.path("dirID"))));
        String id = ids.size() == 1 ? ids.iterator().next() : null;
        String filename = entries.get(0).path("filename").stringValue(null);
        if (id != null && filename != null) {
            String shown = requested == null ? ApiTransport.printable(filename) : requested;
            return new MkdirResult.Created(shown, new DirId(id), envelope.traceId());
        }
        return new Unknown(Messages.format(ids.size() > 1 ? "api.several" : "api.none"), envelope.traceId());
    }

    /** IDs of the image host are strings; numbers in a listing, as in the drive, are read as their digits. */
    static @Nullable String id(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asString();
        }
        String text = node.stringValue(null);
        return text == null || !DirId.isPlausible(text) ? null : text;
    }
}
