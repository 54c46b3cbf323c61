package io.github.pantree.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly (RFC 8259) into maps, lists, strings, {@link Long}, {@link Double}, booleans and null. Strings
 * with half a surrogate pair are refused, since no name can hold one.
 */
final class JsonReader {

    /** Thrown for text that is not JSON. */
    static final class NotJson extends Exception {

        private static final long serialVersionUID = 1L;

        NotJson(String problem, int position) {
            super(problem + " at " + position);
        }
    }

    private static final int DEEPEST = 64;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int MOST_DIGITS_OF_A_LONG = 18;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    static @Nullable Object read(String text) throws NotJson {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        if (reader.peek() != '\0' || reader.at < text.length()) {
            throw reader.unexpected();
        }
        return value;
    }

    private @Nullable Object value() throws NotJson {
        char c = peek();
        if (c == '{' || c == '[') {
            if (++depth > DEEPEST) {
                throw new NotJson("nested too deep", at);
            }
            Object value = c == '{' ? object() : array();
            depth--;
            return value;
        }
        return c == '"' ? string() : literal();
    }

    private Map<String, @Nullable Object> object() throws NotJson {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        at++;
        if (skip('}')) {
            return object;
        }
        do {
            if (peek() != '"') {
                throw unexpected();
            }
            String key = string();
            if (!skip(':')) {
                throw unexpected();
            }
            object.put(key, value());
        } while (skip(','));
        if (!skip('}')) {
            throw unexpected();
        }
        return object;
    }

    private List<@Nullable Object> array() throws NotJson {
        List<@Nullable Object> array = new ArrayList<>();
        at++;
        if (skip(']')) {
            return array;
        }
        do {
            array.add(value());
        } while (skip(','));
        if (!skip(']')) {
            throw unexpected();
        }
        return array;
    }

    private String string() throws NotJson {
        StringBuilder string = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c < ' ') {
                throw unexpected();
            }
            string.append(c == '\\' ? escape() : c);
        }
        if (at++ >= text.length() || string.codePoints().anyMatch(JsonReader::isHalfAPair)) {
            throw new NotJson("a broken string", at);
        }
        return string.toString();
    }

    private static boolean isHalfAPair(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Leaves the position at the last character of the escape. */
    private char escape() throws NotJson {
        at++;
        char c = at < text.length() ? text.charAt(at) : '\0';
        if (c == 'u') {
            return unicode();
        }
        int index = ESCAPES.indexOf(c);
        if (index < 0) {
            throw unexpected();
        }
        return ESCAPED.charAt(index);
    }

    private char unicode() throws NotJson {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = at < text.length() ? hexDigit(text.charAt(at)) : -1;
            if (digit < 0) {
                throw unexpected();
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private @Nullable Object literal() throws NotJson {
        if (word("null")) {
            return null;
        }
        if (word("true")) {
            return true;
        }
        return word("false") ? false : number();
    }

    private boolean word(String word) {
        boolean here = text.startsWith(word, at);
        at += here ? word.length() : 0;
        return here;
    }

    private Object number() throws NotJson {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw unexpected();
        }
        at = number.end();
        String digits = number.group();
        boolean whole = number.group(2) == null && number.group(3) == null;
        if (whole && digits.length() <= MOST_DIGITS_OF_A_LONG) {
            return Long.valueOf(digits);
        }
        return Double.valueOf(digits);
    }

    private boolean skip(char wanted) {
        boolean here = peek() == wanted;
        at += here ? 1 : 0;
        return here;
    }

    /** The next character that is not white space; NUL at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private NotJson unexpected() {
        return new NotJson("unexpected text", at);
    }
}
