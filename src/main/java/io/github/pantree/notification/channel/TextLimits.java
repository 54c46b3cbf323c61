package io.github.pantree.notification.channel;

import io.github.pantree.support.Json;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Prepares external text for a message: without markup and control characters, and of limited length. */
final class TextLimits {

    private static final String MORE = "…";
    private static final String MARKDOWN_PUNCTUATION = "\\`*_{}[]()#+-.!<>|~";

    private TextLimits() {}

    /** One line of printable characters; line breaks, direction changes and lone surrogates are replaced. */
    static String clean(String text) {
        return text.replaceAll("[\\r\\n\\t\\x0B\\f\\x85\\p{Zl}\\p{Zp}]+", " ")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "\uFFFD");
    }

    /** The first {@code most} characters (code points) of a text. */
    static String truncate(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + MORE;
    }

    /** The beginning of a text that fits into a number of bytes in UTF-8. */
    static String truncateBytes(String text, int most) {
        if (bytes(text) <= most) {
            return text;
        }
        CharBuffer characters = CharBuffer.wrap(text);
        ByteBuffer fitting = ByteBuffer.allocate(Math.max(0, most - bytes(MORE)));
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(characters, fitting, true);
        return text.substring(0, characters.position()) + MORE;
    }

    /**
     * JSON of limited size: its text is truncated until the whole is small enough.
     *
     * @param most the maximum bytes of the JSON in UTF-8
     * @param body creates the body from a text
     */
    static String fit(String text, int most, Function<String, Object> body) {
        String written = Json.write(body.apply(text));
        int left = bytes(text);
        // In JSON, a text can be several times as long, so it is shortened in steps.
        while (bytes(written) > most && left > 0) {
            left = left * 3 / 4;
            written = Json.write(body.apply(truncateBytes(text, Math.max(left, 4))));
        }
        return written;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static String plain(String value) {
        return value;
    }

    /**
     * A value without Markdown markup. Neither DingTalk nor WeCom documents escaping, so possible markup is replaced by
     * its full-width form; characters that are common in file names and harmless there ({@code a_b}, {@code C:\x})
     * stay.
     */
    static String markdown(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            text.append(isMarkdown(value, i) ? wide(value.charAt(i)) : value.charAt(i));
        }
        return text.toString();
    }

    private static boolean isMarkdown(String value, int at) {
        return switch (value.charAt(at)) {
            case '<', '>', '[', ']', '`', '*', '~', '|' -> true;
            case '#' -> at == 0;
            case '&' -> value.substring(at).matches("(?s)&(#\\w+|\\w+);.*");
            case '\\' -> at + 1 < value.length() && MARKDOWN_PUNCTUATION.indexOf(value.charAt(at + 1)) >= 0;
            case '_' -> !isWord(value, at - 1) || !isWord(value, at + 1);
            default -> false;
        };
    }

    private static boolean isWord(String value, int at) {
        return at >= 0
                && at < value.length()
                && (Character.isLetterOrDigit(value.charAt(at)) || value.charAt(at) == '_');
    }

    /**
     * A value without markup for Slack: three characters are replaced by entities; the markers for bold, italic, strike
     * and code, which have no entities, by their full-width forms.
     *
     * @see <a href="https://docs.slack.dev/messaging/formatting-message-text/">Formatting message text</a>
     */
    static String slack(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '*', '~', '`', '_' -> text.append(isMarkdown(value, i) ? wide(c) : c);
                default -> text.append(c);
            }
        }
        return text.toString();
    }

    /** The full-width forms are in the order of ASCII. */
    private static char wide(char ascii) {
        return (char) (ascii - '!' + '\uFF01');
    }
}
