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
 * JSON as RFC 8259 has it, read into maps, lists, strings, {@link Long}, {@link Double}, booleans and null. Strings with
 * half a surrogate pair are refused, since no name can hold one.
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
        // Gson skips a byte order mark, and takes an empty text for null.
        if (text.isBlank() || text.charAt(0) == '\uFEFF') {
            throw new MalformedJsonException("unexpected text");
        }
        WholeStrings reader = new WholeStrings(text);
        try {
            Object value = GSON.fromJson(reader, Object.class);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("unexpected text after the value");
            }
            return value;
        } catch (JsonParseException | NumberFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static String write(@Nullable Object value) {
        return GSON.toJson(value);
    }

    static String writeSnakeCase(Object value) {
        return SNAKE_CASE.toJson(value);
    }

    private static final class WholeStrings extends JsonReader {

        WholeStrings(String text) {
            super(new StringReader(text));
            setStrictness(Strictness.STRICT);
            setNestingLimit(DEEPEST);
        }

        @Override
        public String nextString() throws IOException {
            return whole(super.nextString());
        }

        @Override
        public String nextName() throws IOException {
            return whole(super.nextName());
        }

        private static String whole(String text) throws IOException {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new MalformedJsonException("half a surrogate pair");
            }
            return text;
        }
    }
}
