package io.github.pantree.support;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages for users, in the language of a user or in the display language: Chinese for a Chinese locale, otherwise
 * English. What programs read (column names, JSON, exit codes) is not translated.
 *
 * <p>The texts are in {@code messages.properties} and {@code messages_zh.properties}, as patterns for {@link
 * String#format(Locale, String, Object...)} with {@link Plural} forms.
 */
public final class Messages {

    private static final String BUNDLE = "io.github.pantree.messages";
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final Pattern GAP = Pattern.compile("%(\\d+\\$)?s|" + Plural.CHOICE.pattern());
    /** The language of the user for whom a thread and those that it starts work; null for the display language. */
    private static final ThreadLocal<@Nullable Locale> OF_USER = new InheritableThreadLocal<>();

    private Messages() {}

    /** Executes work whose messages are in the language of a user, instead of the display language. */
    public static <T> T inLanguage(Locale language, Callable<T> work) throws Exception {
        Locale before = OF_USER.get();
        OF_USER.set(language);
        try {
            return work.call();
        } finally {
            OF_USER.set(before);
        }
    }

    /** The language of the messages of this thread. */
    public static Locale language() {
        Locale language = OF_USER.get();
        return language == null ? Locale.getDefault(Locale.Category.DISPLAY) : language;
    }

    /**
     * The message of a key with its placeholders filled.
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static String format(String key, Object... values) {
        return formatFrom(bundle(), key, values);
    }

    /**
     * The message of a key of a bundle with its placeholders filled and its plurals chosen.
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static String formatFrom(ResourceBundle bundle, String key, Object... values) {
        return String.format(Locale.ROOT, Plural.choose(bundle.getString(key), values), values);
    }

    /** Matches the texts of a key, whatever fills its placeholders, in every language: messages are stored as texts. */
    public static Pattern pattern(String key) {
        return Pattern.compile(
                Stream.of(Locale.ENGLISH, Locale.CHINESE)
                        .map(language -> bundle(language).getString(key))
                        .map(text -> Stream.of(GAP.split(text, -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")))
                        .collect(Collectors.joining("|")),
                Pattern.DOTALL);
    }

    /** Whether the messages in the display language are ASCII, except what they quote. */
    public static boolean isAsciiLanguage() {
        return !bundle().getLocale().getLanguage().equals("zh");
    }

    /** The messages in the language of this thread. */
    static ResourceBundle bundle() {
        return bundle(language());
    }

    static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(BUNDLE, language, EXACT);
    }

    /** The texts of a bundle in the language of this thread. */
    public static ResourceBundle bundle(String name) {
        return ResourceBundle.getBundle(name, language(), EXACT);
    }
}
