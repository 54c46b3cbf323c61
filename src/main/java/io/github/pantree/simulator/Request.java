package io.github.pantree.simulator;

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

    static Map<?, ?> body(@Nullable String text) throws Refused {
        try {
            if (text != null && JsonReader.read(text) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (JsonReader.NotJson e) {
            throw Refused.badParameter("JSON: " + e.getMessage());
        }
        throw Refused.badParameter("JSON");
    }

    @Nullable
    Object value(String name) {
        return body.get(name);
    }

    String text(String name) throws Refused {
        if (value(name) instanceof String text) {
            return text;
        }
        throw Refused.badParameter(name);
    }

    /** The text of an optional member; empty if it is absent or null. */
    String textOrEmpty(String name) throws Refused {
        return value(name) == null ? "" : text(name);
    }

    /** The strings of an array, which holds nothing else. */
    static List<String> texts(String name, List<?> array) throws Refused {
        List<String> texts = new ArrayList<>();
        for (Object element : array) {
            if (!(element instanceof String text)) {
                throw Refused.badParameter(name);
            }
            texts.add(text);
        }
        return texts;
    }

    int number(String name, int from, int to) throws Refused {
        if (value(name) instanceof Long number && number >= from && number <= to) {
            return number.intValue();
        }
        throw Refused.badParameter(name);
    }

    /** The type of a mkdir or list call is a constant. */
    void requireTypeOne() throws Refused {
        if (!Long.valueOf(1).equals(value("type"))) {
            throw Refused.badParameter("type");
        }
    }

    String queried(String name) throws Refused {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return decoded(name, pair.substring(name.length() + 1));
            }
        }
        throw Refused.badParameter(name);
    }

    private static String decoded(String name, String value) throws Refused {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.badParameter(name);
        }
    }
}
