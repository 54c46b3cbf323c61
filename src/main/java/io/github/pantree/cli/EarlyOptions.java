package io.github.pantree.cli;

import org.jspecify.annotations.Nullable;

/** What an option says that counts before picocli, which has words of its own to say, has read the command line. */
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
