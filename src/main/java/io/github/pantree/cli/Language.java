package io.github.pantree.cli;

import io.github.pantree.support.InvalidSettingException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The language of messages: from {@code --lang} or {@code PANTREE_LANG}, else the locale's. */
final class Language {

    static final String OPTION = "--lang";
    private static final String VARIABLE = "PANTREE_LANG";

    private Language() {}

    /**
     * Sets it for the whole process, before anything is printed.
     *
     * @throws InvalidSettingException if it is neither en nor zh
     */
    static void apply(String[] arguments, @Nullable String variable) {
        String option = EarlyOptions.read(OPTION, arguments);
        String language = option == null ? variable : option;
        if (language == null || language.isBlank()) {
            return;
        }
        if (!language.equalsIgnoreCase("en") && !language.equalsIgnoreCase("zh")) {
            throw InvalidSettingException.of("pantree.lang", language, "lang");
        }
        Locale.setDefault(
                Locale.Category.DISPLAY, language.equalsIgnoreCase("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }

    static @Nullable String variable() {
        return System.getenv(VARIABLE);
    }
}
