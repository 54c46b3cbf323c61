package io.github.pantree.support;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in one line: the components of a record in their order, with names in snake case. Such a record defines its JSON
 * keys; {@code null} is written unless the component is annotated otherwise.
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
     * Parses any JSON.
     *
     * @throws JacksonException if the text is not JSON
     */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** Like {@link #read(String)}; bytes that are not Unicode text are not JSON. */
    public static JsonNode read(byte[] text) {
        return MAPPER.readTree(text);
    }

    /**
     * Parses a record, or another type that Jackson can bind.
     *
     * @throws JacksonException if the text is not JSON, or not of that type
     */
    public static <T> T read(String text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }
}
