package io.github.pantree.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one destination, unchecked.
 *
 * @param events the events that are reported there
 * @param on the same; YAML takes this key for the value true unless it is in quotes
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

    /** Without the secrets. */
    @Override
    public String toString() {
        return "DestinationSettings[" + kind + "]";
    }
}
