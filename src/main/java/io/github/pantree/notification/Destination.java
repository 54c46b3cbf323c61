package io.github.pantree.notification;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place that notices go to, with settings that have been checked.
 *
 * @param setting the property that it is from, for example {@code pantree.notify[0]}
 * @param url the webhook; null for mail. Whoever knows it can write there, so it counts as a secret
 * @param secret what messages are signed with; null for none
 * @param on what is told there
 * @param template the body's; null for the built-in ones
 * @param to the addresses of a mail
 * @param from the sender's address of a mail; null for a webhook
 */
public record Destination(
        String setting,
        ChannelType kind,
        @Nullable URI url,
        @Nullable String secret,
        Set<Event> on,
        @Nullable Template template,
        List<String> to,
        @Nullable String from) {

    /** Which one it is, in a log: without what opens it. */
    public String displayName() {
        return setting + " (" + kind.code() + (url == null ? "" : ", " + url.getHost()) + ")";
    }

    public URI hook() {
        if (url == null) {
            throw new IllegalStateException(setting + " has no URL");
        }
        return url;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return displayName();
    }
}
