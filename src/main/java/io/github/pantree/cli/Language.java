package io.github.pantree.cli;

import io.github.pantree.folder.InvalidSetting;
import io.github.pantree.folder.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The language that people are spoken to in: told by {@code --lang} or {@code PANTREE_LANG}, else the locale's. */
final class Language {

    static final String OPTION = "--lang";
    private static final String VARIABLE = "PANTREE_LANG";

    private Language() {}

    /**
     * Sets it for the whole process, before anything is said.
     *
     * @throws InvalidSetting if it is neither en nor zh
     */
    static void choose(String[] arguments, @Nullable String variable) {
        String told = told(arguments);
        String language = told == null ? variable : told;
        if (language == null || language.isBlank()) {
            return;
        }
        if (!language.equalsIgnoreCase("en") && !language.equalsIgnoreCase("zh")) {
            throw new InvalidSetting(
                    "pantree.lang", language, Words.say("setting.lang.rule"), Words.say("setting.lang.remedy"));
        }
        Locale.setDefault(
                Locale.Category.DISPLAY, language.equalsIgnoreCase("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }

    static @Nullable String variable() {
        return System.getenv(VARIABLE);
    }

    /** The command line is read before picocli does, which has words of its own to say about it. */
    private static @Nullable String told(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(OPTION + "=")) {
                return arguments[i].substring(OPTION.length() + 1);
            }
            if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
                return arguments[i + 1];
            }
        }
        return null;
    }
}
