package io.github.pantree.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationValidatorTests {

    private static final String URL = "https://example.test/k3y";

    @Test
    void acceptsAWebhookAndStripsItsTexts() {
        Destination.Webhook webhook = (Destination.Webhook) validate(new DestinationSettings(
                " JSON ", " " + URL + " ", " s3cret ", null, List.of("failed", " ", " Missing "), "{job}", null, null));
        assertThat(webhook.setting()).isEqualTo("pantree.notify[2]");
        assertThat(webhook.type()).isEqualTo(ChannelType.JSON);
        assertThat(webhook.url()).isEqualTo(URI.create(URL));
        assertThat(webhook.secret()).isEqualTo("s3cret");
        assertThat(webhook.on()).isEqualTo(EnumSet.of(Event.FAILED, Event.MISSING));
        assertThat(webhook.template()).isNotNull();
        assertThat(webhook).hasToString("pantree.notify[2] (json, example.test)");
    }

    @Test
    void acceptsMailAndSkipsBlankAddresses() {
        Destination.Mail mail =
                (Destination.Mail) validate(mail(List.of(" a@example.test ", " ", "b@example.test"), "c@example.test"));
        assertThat(mail.displayName()).isEqualTo("pantree.notify[2] (mail)");
        assertThat(mail.to()).containsExactly("a@example.test", "b@example.test");
        assertThat(mail.from()).isEqualTo("c@example.test");
        assertThat(mail.on()).isEqualTo(EnumSet.allOf(Event.class));
        assertThat(mail.template()).isNull();
    }

    @Test
    void prefersEventsToOn() {
        DestinationSettings given =
                new DestinationSettings("slack", URL, null, List.of("success"), List.of("failed"), null, null, null);
        assertThat(validate(given).on()).isEqualTo(EnumSet.of(Event.SUCCESS));
    }

    @Test
    void refusesAnUnknownKindOrEvent() {
        assertRefused("kind", "pager", new DestinationSettings("pager", URL, null, null, null, null, null, null));
        assertRefused("kind", "", new DestinationSettings(null, URL, null, null, null, null, null, null));
        assertRefused(
                "on", "never", new DestinationSettings("slack", URL, null, null, List.of("never"), null, null, null));
        assertRefused(
                "events",
                "never",
                new DestinationSettings("slack", URL, null, List.of("never"), null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.test",
                "ftp://example.test/a",
                "https:///a",
                "https://u@example.test/a",
                "https://example.test/a#b",
                "https://example.test:0/a",
                "https://example.test:65536/a",
                "https://exa mple.test"
            })
    void refusesABadUrlWithoutShowingIt(String url) {
        assertRefused("url", Messages.format("setting.secret"), webhook(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a.test", "HTTPS://a.test:65535/a?b=c", "https://a.test:1"})
    void acceptsEveryHttpUrl(String url) {
        assertThat(((Destination.Webhook) validate(webhook(url))).url()).isEqualTo(URI.create(url));
    }

    @Test
    void refusesAMissingUrl() {
        assertRefused("url", "", webhook(null));
        assertRefused("url", "", webhook(" "));
    }

    @Test
    void refusesSettingsWithoutEffect() {
        String hidden = Messages.format("setting.secret");
        assertRefused(
                "url",
                hidden,
                new DestinationSettings("mail", URL, null, null, null, null, List.of("a@b.test"), "a@b.test"));
        assertRefused(
                "to", hidden, new DestinationSettings("json", URL, null, null, null, null, List.of("a@b.test"), null));
        assertRefused("from", hidden, new DestinationSettings("json", URL, null, null, null, null, null, "a@b.test"));
        for (String kind : List.of("wecom", "slack")) {
            assertRefused("secret", hidden, new DestinationSettings(kind, URL, "s", null, null, null, null, null));
        }
        for (String kind : List.of("json", "feishu", "dingtalk")) {
            Destination place = validate(new DestinationSettings(kind, URL, "s", null, null, null, List.of(" "), " "));
            assertThat(((Destination.Webhook) place).secret()).isEqualTo("s");
        }
    }

    @Test
    void refusesAVariableThatIsNotSet() {
        String hidden = Messages.format("setting.secret");
        assertRefused("url", hidden, webhook("https://${HOST}/a"));
        assertRefused("secret", hidden, new DestinationSettings("json", URL, "${KEY:x}", null, null, null, null, null));
        DestinationSettings template =
                new DestinationSettings("json", URL, null, null, null, "a ${NAME:b}", null, null);
        assertRefused("template", "a ${NAME:b}", template);
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> validate(template))
                .withMessageContaining(Messages.format("setting.notify.variable.remedy", "NAME"));
    }

    @Test
    void refusesAnUnknownGapAndALongTemplate() {
        assertRefused(
                "template",
                "{jobs}",
                new DestinationSettings("json", URL, null, null, null, "{job} {jobs}", null, null));
        String longest = "x".repeat(2_000);
        assertThat(validate(new DestinationSettings("json", URL, null, null, null, longest, null, null))
                        .template())
                .isNotNull();
        assertRefused(
                "template", "2001", new DestinationSettings("json", URL, null, null, null, longest + "x", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a@", "@b.test", "a@b@c", "A <a@b.test>", "a@b.test,c@d.test", "a b@c.test"})
    void refusesAnInvalidAddress(String address) {
        assertRefused("to", address, mail(List.of(address), "a@b.test"));
        assertRefused("from", address, mail(List.of("a@b.test"), address));
    }

    @Test
    void refusesMailWithoutAddresses() {
        assertRefused("to", "", mail(null, "a@b.test"));
        assertRefused("to", "", mail(List.of(" "), "a@b.test"));
        assertRefused("from", "", mail(List.of("a@b.test"), null));
    }

    private static Destination validate(DestinationSettings given) {
        return new DestinationValidator(2, given).validate();
    }

    private static DestinationSettings webhook(@Nullable String url) {
        return new DestinationSettings("json", url, null, null, null, null, null, null);
    }

    private static DestinationSettings mail(@Nullable List<String> to, @Nullable String from) {
        return new DestinationSettings("mail", null, null, null, null, null, to, from);
    }

    private static void assertRefused(String key, String value, DestinationSettings given) {
        String shown = value.isEmpty() ? Messages.format("setting.absent") : '"' + value + '"';
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> validate(given))
                .withMessageStartingWith("pantree.notify[2]." + key + ": " + shown + " — ");
    }
}
