package io.github.pantree.cli;

import io.github.pantree.logging.LogSettings;
import io.github.pantree.support.InvalidSettingException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads options from the raw arguments, before picocli parses them: they affect everything that is printed or logged.
 */
final class EarlyOptions {

    /** Default: {@code PANTREE_LANG}, otherwise the locale. */
    static final String LANGUAGE = "--lang";

    static final String LOG_FORMAT = "--log-format";

    /** The system property that holds the language which was chosen. */
    private static final String CHOSEN = "pantree.lang";

    private EarlyOptions() {}

    /** Whether the language was chosen, by the option or the variable; else it is that of the locale. */
    static boolean isLanguageSet() {
        return System.getProperty(CHOSEN) != null;
    }

    /**
     * @param language used if there is no option
     * @throws InvalidSettingException if the language is neither en nor zh, or the log format neither text nor json
     */
    static void apply(String[] arguments, @Nullable String language) {
        String option = read(LANGUAGE, arguments);
        setLanguage(option == null ? language : option);
        String format = read(LOG_FORMAT, arguments);
        if (format != null) {
            new LogSettings(format).use();
            // A system property overrides everything except options.
            System.setProperty("pantree.log-format", format);
        }
    }

    private static void setLanguage(@Nullable String language) {
        if (language == null || language.isBlank()) {
            return;
        }
        if (!language.equalsIgnoreCase("en") && !language.equalsIgnoreCase("zh")) {
            throw InvalidSettingException.of("pantree.lang", language, "lang");
        }
        System.setProperty(CHOSEN, language);
        Locale.setDefault(
                Locale.Category.DISPLAY, language.equalsIgnoreCase("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }

    private static @Nullable String read(String option, String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(option + "=")) {
                return arguments[i].substring(option.length() + 1);
            }
            if (arguments[i].equals(option) && i + 1 < arguments.length) {
                return arguments[i + 1];
            }
        }
        return null;
    }
}
