package io.github.pantree.support;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The messages for users in the display language: Chinese for a Chinese locale, otherwise English. What programs read
 * (column names, JSON, exit codes) is not translated.
 *
 * <p>The texts are in {@code messages.properties} and {@code messages_zh.properties}, as patterns for {@link
 * String#format(Locale, String, Object...)}.
 */
public final class Messages {

    private static final String BUNDLE = "io.github.pantree.messages";
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final Pattern GAP = Pattern.compile("%(\\d+\\$)?s");

    private Messages() {}

    /**
     * The message of a key with its placeholders filled.
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static String format(String key, Object... values) {
        return String.format(Locale.ROOT, bundle(BUNDLE).getString(key), values);
    }

    /** Matches the texts of a key, whatever fills its gaps, in every language: messages are stored as texts. */
    public static Pattern pattern(String key) {
        return Pattern.compile(
                Stream.of(Locale.ENGLISH, Locale.CHINESE)
                        .map(language -> ResourceBundle.getBundle(BUNDLE, language, EXACT)
                                .getString(key))
                        .map(text -> Stream.of(GAP.split(text, -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")))
                        .collect(Collectors.joining("|")),
                Pattern.DOTALL);
    }

    /** Whether the messages in the display language are ASCII, except what they quote. */
    public static boolean isAsciiLanguage() {
        return !bundle(BUNDLE).getLocale().getLanguage().equals("zh");
    }

    /** The texts of a bundle in the display language. */
    public static ResourceBundle bundle(String name) {
        return ResourceBundle.getBundle(name, Locale.getDefault(Locale.Category.DISPLAY), EXACT);
    }
}
