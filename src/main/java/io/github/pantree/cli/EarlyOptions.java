package io.github.pantree.cli;

import org.jspecify.annotations.Nullable;

/** Reads an option from the raw arguments, before picocli parses them and prints its own messages. */
final class EarlyOptions {

    private EarlyOptions() {}

    static @Nullable String read(String option, String[] arguments) {
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
