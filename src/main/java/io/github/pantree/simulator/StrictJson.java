package io.github.pantree.simulator;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JSON according to RFC 8259, read into maps, lists, strings, {@link Long}, {@link Double}, booleans and null. Strings
 * with lone surrogates are refused, since no name can contain one.
 */
final class StrictJson {

    private static final int DEEPEST = 64;
    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private static final Gson SNAKE_CASE = GSON.newBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    private StrictJson() {}

    /** @throws IOException if the text is not JSON */
    static @Nullable Object read(String text) throws IOException {
        // Gson skips a byte order mark, and reads an empty text as null.
        require(!text.isBlank() && text.charAt(0) != '\uFEFF', "unexpected text");
        JsonReader reader = GSON.newJsonReader(new StringReader(text));
        reader.setNestingLimit(DEEPEST);
        try {
            Object value = GSON.fromJson(reader, Object.class);
            require(reader.peek() == JsonToken.END_DOCUMENT, "unexpected text after the value");
            require(StandardCharsets.UTF_8.newEncoder().canEncode(write(value)), "half a surrogate pair");
            return value;
        } catch (JsonParseException | NumberFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void require(boolean holds, String otherwise) throws MalformedJsonException {
        if (!holds) {
            throw new MalformedJsonException(otherwise);
        }
    }

    static String write(@Nullable Object value) {
        return GSON.toJson(value);
    }

    static String writeSnakeCase(Object value) {
        return SNAKE_CASE.toJson(value);
    }
}
