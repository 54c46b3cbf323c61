package io.github.pantree.notification;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks what is set for one place, and says which key of which number is wrong. */
final class DestinationValidator {

    private static final int LAST_PORT = 65_535;
    private static final int LONGEST_TEMPLATE = 2_000;
    /** What is left of a reference to a variable that is not set. */
    private static final Pattern UNSET = Pattern.compile("\\$\\{([^}:]*)[^}]*}");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\]+@[^\\s@<>,;:\"()\\[\\]\\\\]+");

    private final String setting;

    /** @param index the number in {@code pantree.notify[number]} */
    DestinationValidator(int index) {
        this.setting = "pantree.notify[" + index + "]";
    }

    /** @throws InvalidSettingException if it cannot be used; never shows a URL or a secret */
    Destination check(DestinationSettings given) {
        ChannelType kind = kind(text("kind", given.kind(), false));
        checkUseless(given, kind);
        boolean mail = kind == ChannelType.MAIL;
        return new Destination(
                setting,
                kind,
                mail ? null : url(text("url", given.url(), true)),
                text("secret", given.secret(), true),
                given.events() == null ? events("on", given.on()) : events("events", given.events()),
                template(text("template", given.template(), false)),
                mail ? addresses(given.to()) : List.of(),
                mail ? address("from", text("from", given.from(), false)) : null);
    }

    /** What would have no effect is a mistake. */
    private void checkUseless(DestinationSettings given, ChannelType kind) {
        if (kind == ChannelType.MAIL) {
            checkAbsent("url", given.url(), "setting.notify.url.mail", kind);
        } else {
            checkAbsent(
                    "to", given.to() == null ? null : String.join("", given.to()), "setting.notify.mail.rule", kind);
            checkAbsent("from", given.from(), "setting.notify.mail.rule", kind);
        }
        if (!kind.signs()) {
            checkAbsent("secret", given.secret(), "setting.notify.secret.rule", kind);
        }
    }

    private void checkAbsent(String key, @Nullable String value, String rule, ChannelType kind) {
        if (value != null && !value.isBlank()) {
            throw invalid(
                    key,
                    Messages.format("setting.secret"),
                    Messages.format(rule, kind.code()),
                    Messages.format("setting.remove.remedy"));
        }
    }

    private @Nullable String text(String key, @Nullable String value, boolean secret) {
        if (value == null || value.isBlank()) {
            return null;
        }
        Matcher unset = UNSET.matcher(value);
        if (unset.find()) {
            throw invalid(
                    key,
                    secret ? Messages.format("setting.secret") : value,
                    Messages.format("setting.notify.variable.rule"),
                    Messages.format("setting.notify.variable.remedy", unset.group(1)));
        }
        return value.strip();
    }

    private ChannelType kind(@Nullable String word) {
        return ChannelType.of(word == null ? "" : word)
                .orElseThrow(() -> invalid(
                        "kind",
                        word == null ? "" : word,
                        Messages.format("setting.oneOf.rule", ChannelType.codes()),
                        Messages.format("setting.notify.kind.remedy")));
    }

    private URI url(@Nullable String text) {
        if (text != null) {
            try {
                URI uri = URI.create(text);
                boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                boolean port = uri.getPort() != 0 && uri.getPort() <= LAST_PORT;
                if (http && port && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                throw badUrl(text);
            }
        }
        throw badUrl(text);
    }

    private InvalidSettingException badUrl(@Nullable String text) {
        return invalid(
                "url",
                text == null ? "" : Messages.format("setting.secret"),
                Messages.format("setting.notify.url.rule"),
                Messages.format("setting.notify.url.remedy"));
    }

    private Set<Event> events(String key, @Nullable List<String> words) {
        Set<Event> events = EnumSet.noneOf(Event.class);
        for (String word : words == null ? List.<String>of() : words) {
            if (!word.isBlank()) {
                events.add(event(key, word.strip()));
            }
        }
        return events.isEmpty() ? EnumSet.allOf(Event.class) : events;
    }

    private Event event(String key, String word) {
        return Arrays.stream(Event.values())
                .filter(event -> event.code().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> invalid(
                        key,
                        word,
                        Messages.format(
                                "setting.oneOf.rule",
                                Arrays.stream(Event.values()).map(Event::code).collect(Collectors.joining(", "))),
                        Messages.format("setting.notify.on.remedy")));
    }

    private @Nullable Template template(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Template template = new Template(text);
        String unknown = template.unknown();
        if (unknown != null) {
            throw invalid(
                    "template",
                    "{" + unknown + "}",
                    Messages.format("setting.notify.template.rule", "{" + String.join("}, {", Template.NAMES) + "}"),
                    Messages.format("setting.notify.template.remedy"));
        }
        if (text.length() > LONGEST_TEMPLATE) {
            throw invalid(
                    "template",
                    text.length() + "",
                    Messages.format("setting.notify.template.length", LONGEST_TEMPLATE),
                    Messages.format("setting.notify.template.shorten"));
        }
        return template;
    }

    private List<String> addresses(@Nullable List<String> given) {
        List<String> addresses = given == null
                ? List.of()
                : given.stream().filter(one -> !one.isBlank()).toList();
        if (addresses.isEmpty()) {
            throw badAddress("to", "");
        }
        return addresses.stream()
                .map(one -> address("to", text("to", one, false)))
                .toList();
    }

    private String address(String key, @Nullable String text) {
        if (text == null || !ADDRESS.matcher(text).matches()) {
            throw badAddress(key, text == null ? "" : text);
        }
        return text;
    }

    private InvalidSettingException badAddress(String key, String value) {
        return invalid(
                key,
                value,
                Messages.format("setting.notify.address.rule"),
                Messages.format("setting.notify.address.remedy"));
    }

    private InvalidSettingException invalid(String key, String value, String rule, String remedy) {
        return new InvalidSettingException(setting + "." + key, value, rule, remedy);
    }
}
