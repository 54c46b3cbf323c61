package io.github.pantree.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one destination, not yet validated.
 *
 * @param events the events to report
 * @param on the same; YAML reads this key as the boolean true unless it is quoted
 */
record DestinationSettings(
        @Nullable String kind,
        @Nullable String url,
        @Nullable String secret,
        @Nullable List<String> events,
        @Nullable List<String> on,
        @Nullable String template,
        @Nullable List<String> to,
        @Nullable String from) {

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "DestinationSettings[" + kind + "]";
    }
}
