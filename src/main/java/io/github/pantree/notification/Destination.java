package io.github.pantree.notification;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A destination of notifications, with validated settings. */
public sealed interface Destination {

    /** The property that defines it, for example {@code pantree.notify[0]}. */
    String setting();

    ChannelType type();

    /** The events to report. */
    Set<Event> on();

    /** The template of the body; null for the built-in one. */
    @Nullable
    Template template();

    /** Identifies it in logs, without secrets. */
    String displayName();

    /**
     * Whether a display name is that of this destination, now or before its address was corrected. One of another type
     * was another destination.
     */
    default boolean isNamedBy(String displayName) {
        String name = setting() + " (" + type().code();
        return displayName.startsWith(name + ",") || displayName.equals(name + ")");
    }

    /**
     * A webhook.
     *
     * @param url counts as a secret, since everyone who knows it can post messages
     * @param secret signs messages; null for none
     */
    record Webhook(
            String setting,
            ChannelType type,
            URI url,
            @Nullable String secret,
            Set<Event> on,
            @Nullable Template template)
            implements Destination {

        @Override
        public String displayName() {
            return setting + " (" + type.code() + ", " + url.getHost() + ")";
        }

        /** Omits the secrets. */
        @Override
        public String toString() {
            return displayName();
        }
    }

    /**
     * Mail.
     *
     * @param to addresses without display names, like {@code from}
     */
    record Mail(String setting, Set<Event> on, @Nullable Template template, List<String> to, String from)
            implements Destination {

        @Override
        public ChannelType type() {
            return ChannelType.MAIL;
        }

        @Override
        public String displayName() {
            return setting + " (" + type().code() + ")";
        }
    }
}
