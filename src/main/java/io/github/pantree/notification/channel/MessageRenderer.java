package io.github.pantree.notification.channel;

import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.Template;
import io.github.pantree.support.Messages;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A notice in words: a title and a body of some lines, in the reader's language. */
final class MessageRenderer {

    /** Of what comes from outside, so that one long path does not push out the rest. In characters. */
    private static final int LONGEST_VALUE = 300;

    private static final int LONGEST_COMMAND = 600;
    private static final int LONGEST_SUBJECT = 80;

    private final Notification notice;
    private final @Nullable Template template;
    private final Map<String, String> values;

    /** @param template the body's; null for the built-in one */
    MessageRenderer(Notification notice, @Nullable Template template) {
        this.notice = notice;
        this.template = template;
        this.values = values(notice);
    }

    /** What happened, in one line. */
    String title(UnaryOperator<String> escape) {
        return Messages.format(
                "notice.title." + notice.event().code(),
                escape.apply(subject()),
                notice.created() + notice.existed(),
                notice.total(),
                notice.failed() + notice.blocked(),
                notice.exitCode());
    }

    /** The rest. */
    String body(UnaryOperator<String> escape) {
        Template used = template == null ? builtIn() : template;
        return used.fill(values, escape);
    }

    private Template builtIn() {
        return new Template(Messages.format(notice.event() == Event.MISSING ? "notice.text.missing" : "notice.text"));
    }

    private String subject() {
        String job = notice.job();
        String manifest = notice.manifest();
        String name =
                job == null ? manifest.substring(manifest.replace('\\', '/').lastIndexOf('/') + 1) : job;
        return TextLimits.truncate(TextLimits.clean(name), LONGEST_SUBJECT);
    }

    private static Map<String, String> values(Notification notice) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("event", Messages.format("notice.event." + notice.event().code()));
        values.put("job", value(notice.job()));
        values.put("run", value(notice.run()));
        values.put("manifest", value(notice.manifest()));
        values.put("exit_code", String.valueOf(notice.exitCode()));
        values.put("total", String.valueOf(notice.total()));
        values.put("created", String.valueOf(notice.created()));
        values.put("existed", String.valueOf(notice.existed()));
        values.put("failed", String.valueOf(notice.failed()));
        values.put("blocked", String.valueOf(notice.blocked()));
        values.put("pending", String.valueOf(notice.pending()));
        values.put("seconds", String.format(Locale.ROOT, "%.1f", notice.seconds()));
        values.put("results", value(notice.results()));
        values.put("message", value(notice.message()));
        values.put(
                "next",
                notice.next() == null ? "" : TextLimits.truncate(TextLimits.clean(notice.next()), LONGEST_COMMAND));
        return values;
    }

    private static String value(@Nullable Object value) {
        return value == null ? "" : TextLimits.truncate(TextLimits.clean(value.toString()), LONGEST_VALUE);
    }
}
