package io.github.pantree.notification;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One place that notifications are sent to, with settings that have been checked. */
public sealed interface Destination {

    /** The property that it is from, for example {@code pantree.notify[0]}. */
    String setting();

    /** The events that are reported there. */
    Set<Event> on();

    /** Of the body; null for the built-in ones. */
    @Nullable
    Template template();

    /** Identifies it in a log, without its secrets. */
    String displayName();

    /**
     * A webhook.
     *
     * @param url lets anyone post there who knows it, so it counts as a secret
     * @param secret what messages are signed with; null for none
     */
    record Webhook(
            String setting,
            ChannelType kind,
            URI url,
            @Nullable String secret,
            Set<Event> on,
            @Nullable Template template)
            implements Destination {

        @Override
        public String displayName() {
            return setting + " (" + kind.code() + ", " + url.getHost() + ")";
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return displayName();
        }
    }

    /**
     * Mailboxes.
     *
     * @param to addresses without names, as {@code from}
     */
    record Mail(String setting, Set<Event> on, @Nullable Template template, List<String> to, String from)
            implements Destination {

        @Override
        public String displayName() {
            return setting + " (" + ChannelType.MAIL.code() + ")";
        }
    }
}
