package io.github.pantree.support;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as pantree writes it: one line, the components of a record in their order, their names in snake case. A record
 * that is written so is the list of its keys; {@code null} is written unless the component says otherwise.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    public static String write(@Nullable Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Reads any JSON.
     *
     * @throws JacksonException if the text is not JSON
     */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** As {@link #read(String)}; bytes that are no Unicode text are not JSON. */
    public static JsonNode read(byte[] text) {
        return MAPPER.readTree(text);
    }

    /**
     * Reads a record, or anything else that Jackson binds.
     *
     * @throws JacksonException if the text is not JSON, or not of that type
     */
    public static <T> T read(String text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }
}
