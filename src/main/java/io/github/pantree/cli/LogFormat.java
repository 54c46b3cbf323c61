package io.github.pantree.cli;

import io.github.pantree.logging.LogSettings;
import io.github.pantree.support.InvalidSettingException;
import org.jspecify.annotations.Nullable;

/** How log lines are written, if {@code --log-format} says so: before anything is logged, and before all other settings. */
final class LogFormat {

    static final String OPTION = "--log-format";
    private static final String PROPERTY = "pantree.log-format";

    private LogFormat() {}

    /**
     * Sets it for the whole process. A system property wins over all that is not an option.
     *
     * @throws InvalidSettingException if it is neither text nor json
     */
    static void apply(@Nullable String format) {
        if (format != null) {
            new LogSettings(format).use();
            System.setProperty(PROPERTY, format);
        }
    }
}
