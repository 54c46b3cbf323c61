package io.github.pantree.notification.channel;

import java.nio.charset.StandardCharsets;

/** Prepares foreign text for a message: no markup, no control characters, not too long. */
final class TextLimits {

    private static final String MORE = "…";
    private static final String MARKDOWN_PUNCTUATION = "\\`*_{}[]()#+-.!<>|~";

    private TextLimits() {}

    /** One line of visible characters: what ends lines, turns the writing direction or is half a character is replaced. */
    static String clean(String text) {
        return text.replaceAll("[\\r\\n\\t\\x0B\\f\\x85\\p{Zl}\\p{Zp}]+", " ")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "\uFFFD");
    }

    /** The first characters (code points) of a text. */
    static String truncate(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + MORE;
    }

    /** As much of a text as fits into a number of bytes of UTF-8. */
    static String truncateBytes(String text, int most) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= most) {
            return text;
        }
        int left = most - MORE.getBytes(StandardCharsets.UTF_8).length;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            left -= Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end) + MORE;
    }

    static String plain(String value) {
        return value;
    }

    /**
     * A value without markup in markdown. Neither DingTalk nor WeCom documents escaping, so what could be
     * markup becomes its full-width form; what is common in file names and harmless there ({@code a_b}, {@code C:\x}) stays.
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
     * A value without markup in Slack: three characters have entities, and the marks for bold, italic,
     * strike and code, which have none, become their full-width forms.
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

    /** Full-width forms are in the order of ASCII. */
    private static char wide(char ascii) {
        return (char) (ascii - '!' + '\uFF01');
    }
}
