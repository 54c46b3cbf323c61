package io.github.pantree.simulator;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that passed the checks of its headers.
 *
 * @param body the members of the JSON body; empty if the API takes none
 * @param query the raw query of the address
 * @param token empty for the call that asks for one
 */
record Request(Map<?, ?> body, String query, String token) {

    static Map<?, ?> body(@Nullable String text) throws ApiErrorException {
        try {
            if (text != null && StrictJson.read(text) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (IOException e) {
            throw ApiErrorException.badParameter("JSON: " + e.getMessage());
        }
        throw ApiErrorException.badParameter("JSON");
    }

    @Nullable
    Object value(String name) {
        return body.get(name);
    }

    String text(String name) throws ApiErrorException {
        if (value(name) instanceof String text) {
            return text;
        }
        throw ApiErrorException.badParameter(name);
    }

    /** The text of an optional member; empty if it is absent or null. */
    String textOrEmpty(String name) throws ApiErrorException {
        return value(name) == null ? "" : text(name);
    }

    /** The strings of an array, which holds nothing else. */
    static List<String> texts(String name, List<?> array) throws ApiErrorException {
        List<String> texts = new ArrayList<>();
        for (Object element : array) {
            if (!(element instanceof String text)) {
                throw ApiErrorException.badParameter(name);
            }
            texts.add(text);
        }
        return texts;
    }

    int number(String name, int from, int to) throws ApiErrorException {
        if (value(name) instanceof Long number && number >= from && number <= to) {
            return number.intValue();
        }
        throw ApiErrorException.badParameter(name);
    }

    /** The type of a mkdir or list call is a constant. */
    void requireTypeOne() throws ApiErrorException {
        if (!Long.valueOf(1).equals(value("type"))) {
            throw ApiErrorException.badParameter("type");
        }
    }

    String queried(String name) throws ApiErrorException {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return decoded(name, pair.substring(name.length() + 1));
            }
        }
        throw ApiErrorException.badParameter(name);
    }

    private static String decoded(String name, String value) throws ApiErrorException {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiErrorException.badParameter(name);
        }
    }
}
