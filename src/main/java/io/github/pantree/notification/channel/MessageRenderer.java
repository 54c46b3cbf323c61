package io.github.pantree.notification.channel;

import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.Template;
import io.github.pantree.support.Messages;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders a notification as a title and a short body, in the display language. */
final class MessageRenderer {

    /** Maximum characters of a value, so that a long path does not displace the rest. */
    private static final int LONGEST_VALUE = 300;

    private static final int LONGEST_COMMAND = 600;
    private static final int LONGEST_SUBJECT = 80;

    private final Notification notification;
    private final @Nullable Template template;
    private final Map<String, String> values;

    /** @param template the template of the body; null for the built-in one */
    MessageRenderer(Notification notification, @Nullable Template template) {
        this.notification = notification;
        this.template = template;
        this.values = values(notification);
    }

    Notification notification() {
        return notification;
    }

    /** The event in one line. */
    String title(UnaryOperator<String> escape) {
        if (!notification.parts().isEmpty()) {
            long unsuccessful = notification.parts().stream()
                    .filter(part -> part.event() != Event.SUCCESS)
                    .count();
            return Messages.format(
                    unsuccessful == 0 ? "notification.title.digest.success" : "notification.title.digest",
                    escape.apply(subject()),
                    notification.parts().size(),
                    unsuccessful);
        }
        return Messages.format(
                "notification.title." + notification.event().code(),
                escape.apply(subject()),
                notification.folders().created() + notification.folders().existed(),
                notification.folders().total(),
                notification.folders().failed() + notification.folders().blocked(),
                notification.exitCode());
    }

    /** The body. */
    String body(UnaryOperator<String> escape) {
        if (!notification.parts().isEmpty()) {
            Template each = template == null ? new Template(Messages.format("notification.text.part")) : template;
            return notification.parts().stream()
                    .map(part -> each.fill(values(part), escape))
                    .collect(Collectors.joining("\n"));
        }
        Template used = template == null ? builtIn() : template;
        return used.fill(values, escape);
    }

    private Template builtIn() {
        return new Template(Messages.format(
                notification.event() == Event.MISSING ? "notification.text.missing" : "notification.text"));
    }

    private String subject() {
        String job = notification.job();
        String manifest = notification.manifest();
        String name =
                job == null ? manifest.substring(manifest.replace('\\', '/').lastIndexOf('/') + 1) : job;
        return TextLimits.truncate(TextLimits.clean(name), LONGEST_SUBJECT);
    }

    private static Map<String, String> values(Notification notification) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(
                "event",
                Messages.format("notification.event." + notification.event().code()));
        values.put("job", value(notification.job()));
        values.put("run", value(notification.run()));
        values.put("manifest", value(notification.manifest()));
        values.put("exit_code", String.valueOf(notification.exitCode()));
        values.put("total", String.valueOf(notification.folders().total()));
        values.put("created", String.valueOf(notification.folders().created()));
        values.put("existed", String.valueOf(notification.folders().existed()));
        values.put("failed", String.valueOf(notification.folders().failed()));
        values.put("blocked", String.valueOf(notification.folders().blocked()));
        values.put("pending", String.valueOf(notification.folders().pending()));
        values.put("seconds", String.format(Locale.ROOT, "%.1f", notification.seconds()));
        values.put("results", value(notification.results()));
        values.put("message", value(notification.message()));
        values.put(
                "next",
                notification.next() == null
                        ? ""
                        : TextLimits.truncate(TextLimits.clean(notification.next()), LONGEST_COMMAND));
        return values;
    }

    private static String value(@Nullable Object value) {
        return value == null ? "" : TextLimits.truncate(TextLimits.clean(value.toString()), LONGEST_VALUE);
    }
}
