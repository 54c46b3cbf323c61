package io.github.pantree.simulator;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A received call. Its body is parsed after its headers were checked. */
final class Request {

    private static final String BEARER = "Bearer ";

    private final Headers headers;
    private final String query;
    private final @Nullable String text;
    private final List<Runnable> whenAnswered = new ArrayList<>();
    private Map<?, ?> body = Map.of();
    private boolean late;

    /**
     * @param query the raw query of the URL; empty if there is none
     * @param text the body; null if it is too long or not UTF-8
     */
    Request(Headers headers, String query, @Nullable String text) {
        this.headers = headers;
        this.query = query;
        this.text = text;
    }

    /** Registers a task for the time when the response was sent or the connection closed. */
    void whenAnswered(Runnable task) {
        whenAnswered.add(task);
    }

    void answered() {
        whenAnswered.forEach(Runnable::run);
    }

    /** Whether the folders are created only some time after the call. */
    boolean isLate() {
        return late;
    }

    void setLate(boolean newLate) {
        late = newLate;
    }

    /** Empty if the header is missing. */
    String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    /** Empty if there is no token. */
    String token() {
        String value = header("Authorization");
        return value.startsWith(BEARER) ? value.substring(BEARER.length()) : "";
    }

    /** Parses the fields of the JSON body; by default their case is ignored, as the vendor's server is said to do. */
    void readBody(boolean strictKeys) throws ApiErrorException {
        try {
            if (text != null && StrictJson.read(text) instanceof Map<?, ?> map) {
                body = strictKeys ? map : ignoringCase(map);
                return;
            }
        } catch (IOException e) {
            throw ApiErrorException.badParameter("JSON: " + e.getMessage());
        }
        throw ApiErrorException.badParameter("JSON");
    }

    private static Map<String, @Nullable Object> ignoringCase(Map<?, ?> map) {
        Map<String, @Nullable Object> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }

    @Nullable
    Object value(String name) {
        return body.get(name);
    }

    String text(String name) throws ApiErrorException {
        if (value(name) instanceof String value) {
            return value;
        }
        throw ApiErrorException.badParameter(name);
    }

    /** The text of an optional field; empty if it is absent or null. */
    String textOrEmpty(String name) throws ApiErrorException {
        return value(name) == null ? "" : text(name);
    }

    /** The strings of a non-empty array of strings with at most {@code most} elements. */
    List<String> texts(String name, int most) throws ApiErrorException {
        if (!(value(name) instanceof List<?> array) || array.isEmpty()) {
            throw ApiErrorException.badParameter(name);
        }
        if (array.size() > most) {
            throw ApiErrorException.badRequest("数量超过限制");
        }
        List<String> texts = new ArrayList<>();
        for (Object element : array) {
            if (!(element instanceof String value)) {
                throw ApiErrorException.badParameter(name);
            }
            texts.add(value);
        }
        return texts;
    }

    int number(String name, int from, int to) throws ApiErrorException {
        if (value(name) instanceof Long number && number >= from && number <= to) {
            return number.intValue();
        }
        throw ApiErrorException.badParameter(name);
    }

    /** The type of a mkdir or list call must be 1. */
    void requireTypeOne() throws ApiErrorException {
        number("type", 1, 1);
    }

    String queried(String name) throws ApiErrorException {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return decoded(name, pair.substring(name.length() + 1));
            }
        }
        throw ApiErrorException.badParameter(name);
    }

    String queriedOr(String name, String otherwise) throws ApiErrorException {
        return ("&" + query).contains("&" + name + "=") ? queried(name) : otherwise;
    }

    private static String decoded(String name, String value) throws ApiErrorException {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiErrorException.badParameter(name);
        }
    }
}
