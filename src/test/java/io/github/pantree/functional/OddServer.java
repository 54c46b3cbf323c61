package io.github.pantree.functional;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A simulated 123pan with unusual responses to mkdir calls: the test defines what it refuses, in which words, and what
 * it has created by then.
 */
final class OddServer extends ApiServer {

    /** The result of a mkdir call: null if all of its folders are created, otherwise the message of a refusal. */
    interface Behaviour {
        @Nullable
        String answer(OddServer server, Call call);
    }

    /** @param isArray whether the names were sent as an array */
    record Call(String parent, List<String> names, boolean isArray) {}

    private final Map<String, String> idsByPlace = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Behaviour behaviour;
    private int listings;

    OddServer(Behaviour behaviour) {
        super(4);
        this.behaviour = behaviour;
        handle("/upload/v1/oss/file/mkdir", exchange -> answer(exchange, this::mkdir));
        handle("/api/v1/oss/file/list", exchange -> answer(exchange, this::list));
        start();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized int listings() {
        return listings;
    }

    /** The names of the existing folders. */
    synchronized List<String> names() {
        return idsByPlace.keySet().stream()
                .map(place -> place.substring(place.lastIndexOf('/') + 1))
                .toList();
    }

    /** Creates a folder, or returns false if the name is in use. */
    synchronized boolean make(String parent, String name) {
        return idsByPlace.putIfAbsent(parent + "/" + name, "id" + idsByPlace.size()) == null;
    }

    /** Adds an existing folder. */
    synchronized void put(String parent, String name, String id) {
        idsByPlace.put(parent + "/" + name, id);
    }

    private synchronized Map<String, Object> mkdir(JsonNode body) {
        List<String> names = names(body);
        String parent = body.path("parentID").stringValue();
        Call call = new Call(parent, names, body.path("name").isArray());
        calls.add(call);
        String refusal = behaviour.answer(this, call);
        if (refusal != null) {
            return Map.of("code", 1, "message", refusal);
        }
        names.forEach(one -> make(parent, one));
        List<Map<String, String>> made = new ArrayList<>();
        idsByPlace.forEach((place, id) -> {
            String one = place.substring(place.lastIndexOf('/') + 1);
            if (place.equals(parent + "/" + one) && names.contains(one)) {
                // The last one first, since the order of the request is not guaranteed.
                made.add(0, Map.of("filename", one, "dirID", id));
            }
        });
        return ok(Map.of("list", made));
    }

    private synchronized Map<String, Object> list(JsonNode body) {
        listings++;
        String prefix = body.path("parentFileId").stringValue() + "/";
        List<Map<String, Object>> entries = new ArrayList<>();
        idsByPlace.forEach((place, id) -> {
            if (place.startsWith(prefix)) {
                entries.add(Map.of("filename", place.substring(prefix.length()), "fileId", id, "type", 1));
            }
        });
        return ok(Map.of("lastFileId", "-1", "fileList", entries));
    }

    private void answer(HttpExchange exchange, Function<JsonNode, Map<String, Object>> operation) throws IOException {
        try (exchange) {
            respond(exchange, operation.apply(JsonMapper.shared().readTree(exchange.getRequestBody())));
        }
    }
}
