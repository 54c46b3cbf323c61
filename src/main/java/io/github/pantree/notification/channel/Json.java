package io.github.pantree.notification.channel;

import io.github.pantree.support.Messages;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Writes requests and reads answers. */
final class Json {

    private static final JsonMapper mapper = JsonMapper.builder().build();

    private Json() {}

    static String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** A missing node for what is no JSON. */
    static JsonNode read(String text) {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Reads an answer that says with a number whether a message was taken.
     *
     * @param code the field of the number, which is 0 for yes
     * @param words the field that says why not
     * @return why not; null for yes
     */
    static @Nullable String refusal(JsonNode body, String code, String words, String text) {
        JsonNode number = body.path(code);
        if (!number.isIntegralNumber()) {
            return unreadable(text);
        }
        return number.asLong() == 0
                ? null
                : Messages.format(
                        "notice.refused", number.asLong(), body.path(words).asString(""));
    }

    /** Somebody else has answered: a proxy, or a wrong URL's page. */
    static String unreadable(String text) {
        return Messages.format("notice.unreadable", text.strip());
    }
}
