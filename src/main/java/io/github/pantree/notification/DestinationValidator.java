package io.github.pantree.notification;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.WebAddress;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Validates the settings of one destination, and names the invalid key. */
final class DestinationValidator {

    private static final int LONGEST_TEMPLATE = 2_000;
    private static final Set<String> SECRETS = Set.of("url", "secret");
    /** A reference to a variable that is not set. */
    private static final Pattern UNSET = Pattern.compile("\\$\\{([^}:]*)[^}]*}");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\]+@[^\\s@<>,;:\"()\\[\\]\\\\]+");

    private final String setting;
    private final DestinationSettings settings;

    /** @param index the number in {@code pantree.notify[number]} */
    DestinationValidator(int index, DestinationSettings settings) {
        this.setting = "pantree.notify[" + index + "]";
        this.settings = settings;
    }

    /** @throws InvalidSettingException if a setting is invalid; never shows a URL or a secret */
    Destination validate() {
        ChannelType type =
                oneOf(ChannelType.class, "kind", text("kind", settings.kind()), "setting.notify.kind.remedy");
        boolean webhook = type.isWebhook();
        String to = settings.to() == null ? null : String.join("", settings.to());
        refuse(!webhook, "url", settings.url(), "setting.notify.url.mail", type);
        refuse(webhook, "to", to, "setting.notify.mail.rule", type);
        refuse(webhook, "from", settings.from(), "setting.notify.mail.rule", type);
        refuse(!type.signs(), "secret", settings.secret(), "setting.notify.secret.rule", type);
        return webhook
                ? new Destination.Webhook(setting, type, url(), text("secret", settings.secret()), events(), template())
                : new Destination.Mail(
                        setting, events(), template(), recipients(), address("from", text("from", settings.from())));
    }

    /** Rejects a setting without effect, which is probably a mistake. */
    private void refuse(boolean useless, String key, @Nullable String value, String rule, ChannelType type) {
        if (useless && value != null && !value.isBlank()) {
            throw invalid(key, Messages.format("setting.secret"), rule, "setting.remove.remedy", type.code());
        }
    }

    private @Nullable String text(String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        Matcher unset = UNSET.matcher(value);
        if (unset.find()) {
            throw invalid(key, value, "setting.notify.variable.rule", "setting.notify.variable.remedy", unset.group(1));
        }
        return value.strip();
    }

    private <E extends Enum<E>> E oneOf(Class<E> type, String key, @Nullable String word, String remedy) {
        return Stream.of(type.getEnumConstants())
                .filter(each -> each.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> invalid(
                        key,
                        word,
                        "setting.oneOf.rule",
                        remedy,
                        Stream.of(type.getEnumConstants())
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private URI url() {
        String text = text("url", settings.url());
        return Optional.ofNullable(text)
                .flatMap(WebAddress::parse)
                .orElseThrow(() -> invalid("url", text, "setting.notify.url.rule", "setting.notify.url.remedy"));
    }

    private Set<Event> events() {
        String key = settings.events() == null ? "on" : "events";
        List<String> words = settings.events() == null ? settings.on() : settings.events();
        Set<Event> events = EnumSet.noneOf(Event.class);
        for (String word : words == null ? List.<String>of() : words) {
            if (!word.isBlank()) {
                events.add(oneOf(Event.class, key, word.strip(), "setting.notify.on.remedy"));
            }
        }
        return events.isEmpty() ? EnumSet.allOf(Event.class) : events;
    }

    private @Nullable Template template() {
        String text = text("template", settings.template());
        if (text == null) {
            return null;
        }
        Template template = new Template(text);
        String unknown = template.unknown();
        if (unknown != null) {
            throw invalid(
                    "template",
                    "{" + unknown + "}",
                    "setting.notify.template.rule",
                    "setting.notify.template.remedy",
                    "{" + String.join("}, {", Template.NAMES) + "}");
        }
        if (text.length() > LONGEST_TEMPLATE) {
            throw invalid(
                    "template",
                    String.valueOf(text.length()),
                    "setting.notify.template.length",
                    "setting.notify.template.shorten",
                    LONGEST_TEMPLATE);
        }
        return template;
    }

    private List<String> recipients() {
        List<String> recipients = Stream.ofNullable(settings.to())
                .flatMap(List::stream)
                .filter(one -> !one.isBlank())
                .map(one -> address("to", text("to", one)))
                .toList();
        return recipients.isEmpty() ? List.of(address("to", null)) : recipients;
    }

    private String address(String key, @Nullable String text) {
        if (text == null || !ADDRESS.matcher(text).matches()) {
            throw invalid(key, text, "setting.notify.address.rule", "setting.notify.address.remedy");
        }
        return text;
    }

    /** @param gaps the arguments of rule and remedy, of which at most one has any */
    private InvalidSettingException invalid(
            String key, @Nullable String value, String rule, String remedy, Object... gaps) {
        String shown = value == null ? "" : SECRETS.contains(key) ? Messages.format("setting.secret") : value;
        return new InvalidSettingException(
                setting + "." + key, shown, Messages.format(rule, gaps), Messages.format(remedy, gaps));
    }
}
