package io.github.pantree.support;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The messages for users, in the language of the display locale: Chinese, or English for any other. What programs
 * read (column names, JSON, exit codes) does not come from here.
 *
 * <p>The texts are in {@code messages.properties} and {@code messages_zh.properties}, as patterns for
 * {@link String#format(Locale, String, Object...)}.
 */
public final class Messages {

    private static final String BUNDLE = "io.github.pantree.messages";
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Messages() {}

    /**
     * The text of a key with its gaps filled.
     *
     * @throws java.util.MissingResourceException if there is no such key
     */
    public static String format(String key, Object... values) {
        return String.format(Locale.ROOT, bundle(BUNDLE).getString(key), values);
    }

    /** Whether the messages of the display language are ASCII, except for what they quote. */
    public static boolean isAsciiLanguage() {
        return !bundle(BUNDLE).getLocale().getLanguage().equals("zh");
    }

    /** The texts of a bundle in the language of the display locale. */
    public static ResourceBundle bundle(String name) {
        return ResourceBundle.getBundle(name, Locale.getDefault(Locale.Category.DISPLAY), EXACT);
    }
}
