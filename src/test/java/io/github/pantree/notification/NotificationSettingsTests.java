package io.github.pantree.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.notification.channel.NotificationFixture;
import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

final class NotificationSettingsTests extends NotificationFixture {

    private static final String URL = "https://hook.example.org/s3cret";

    @Test
    void emptyWithoutSettings() {
        assertThat(NotificationSettings.from(environment()).destinations()).isEmpty();
    }

    @Test
    void aSecretCanComeFromTheEnvironmentAndTheRestFromAFile() {
        ConfigurableEnvironment environment =
                environment("kind", "DingTalk", "url", "${TEAM_HOOK}", "pantree.notify[1].kind", "json");
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of(
                                "TEAM_HOOK",
                                URL,
                                "PANTREE_NOTIFY_0_SECRET",
                                "SEC1",
                                "PANTREE_NOTIFY_1_URL",
                                "http://localhost:1/",
                                "PANTREE_NOTIFY_1_ON",
                                "failed,missing")));
        NotificationSettings settings = NotificationSettings.from(environment);
        assertThat(settings.destinations()).hasSize(2);
        Destination.Webhook first =
                (Destination.Webhook) settings.destinations().get(0);
        assertThat(first.url()).hasToString(URL);
        assertThat(first.secret()).isEqualTo("SEC1");
        assertThat(first.on()).isEqualTo(EnumSet.allOf(Event.class));
        assertThat(settings.destinations().get(1).on()).isEqualTo(Set.of(Event.FAILED, Event.MISSING));
        assertThat(settings.toString() + first + first.displayName()).doesNotContain("s3cret", "SEC1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind|pigeon|pantree.notify[0].kind: \"pigeon\" — must be one of dingtalk, wecom, feishu",
                "url|hook.example.org/s3cret|pantree.notify[0].url: \"(not shown)\" — must be the http or https URL",
                "url|ftp://x/s3cret|pantree.notify[0].url: \"(not shown)\"",
                "url|http://u:s3cret@x/|pantree.notify[0].url: \"(not shown)\"",
                "url|http://x/s3cret#y|pantree.notify[0].url: \"(not shown)\"",
                "url|http://x:99999/s3cret|pantree.notify[0].url: \"(not shown)\"",
                "url|http://x/s3cret y|pantree.notify[0].url: \"(not shown)\"",
                "url|''|pantree.notify[0].url: not set",
                "url|https://x/${HOOK_KEY}?s3cret|set HOOK_KEY for the user",
                "secret|${HOOK_SECRET:}s3cret${NOT_SET}|set NOT_SET",
                "on|sucss|pantree.notify[0].on: \"sucss\" — must be one of success, partial, stopped, failed, missing",
                "events|all|pantree.notify[0].events: \"all\" — must be one of success, partial",
                "template|{manifset}|pantree.notify[0].template: \"{manifset}\" — must be text in which",
                "to|a@example.org|pantree.notify[0].to: \"(not shown)\" — must be omitted for json: only mail has it",
                "from|a@example.org|pantree.notify[0].from: "
            })
    void errorNamesTheKeyAndTheNumber(String key, String value, String said) {
        assertThatThrownBy(() -> NotificationSettings.from(environment("kind", "json", "url", URL, key, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"wecom", "slack"})
    void aSecretWithoutEffectIsRefused(String kind) {
        refused("pantree.notify[0].secret: \"(not shown)\"", "kind", kind, "url", URL, "secret", "s3cret");
    }

    @ParameterizedTest
    @CsvSource({"''", "a", "a@", "Ops <a@example.org>", "'a@example.org,b c@example.org'"})
    void mailAddressesAreChecked(String to) {
        refused("pantree.notify[0].to", "kind", "mail", "to", to, "from", "p@example.org", "spring.mail.host", "h");
    }

    @Test
    void mailNeedsASenderAServerAndNoUrl() {
        refused("pantree.notify[0].from", "kind", "mail", "to", "a@example.org", "spring.mail.host", "h");
        refused("spring.mail.host", "kind", "mail", "to", "a@example.org", "from", "p@example.org");
        refused("pantree.notify[0].url", "kind", "mail", "url", URL, "to", "a@example.org", "from", "p@example.org");
        refused(
                "spring.mail.port: \"(not shown)\"",
                "kind",
                "mail",
                "to",
                "a@example.org",
                "from",
                "p@example.org",
                "spring.mail.host",
                "h",
                "spring.mail.port",
                "smtp");
    }

    @Test
    void aDestinationAfterAGapIsRefused() {
        refused("pantree.notify[0].kind: not set", "pantree.notify[1].kind", "json", "pantree.notify[1].url", URL);
        refused("pantree.notify[0].kind: not set", "pantree.notify.kind", "json", "pantree.notify.url", URL);
        refused("pantree.notify[0].kind: not set", "url", URL);
        refused("pantree.notify[1].kind: not set", "kind", "json", "url", URL, "pantree.notify[3].secret", "s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events: failed, missing", "events: [failed, missing]", "'on': [failed, missing]"})
    void eventsCanBeWrittenInYaml(String line) throws IOException {
        String yaml = """
                pantree:
                  notify:
                    - kind: json
                      url: http://localhost:1/
                    - kind: wecom
                      url: http://localhost:1/
                      %s
                      template: |
                        {event}: {manifest}
                        - {next}
                """.formatted(line);
        ConfigurableEnvironment environment = environment();
        new YamlPropertySourceLoader()
                .load("job", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addLast);
        NotificationSettings settings = NotificationSettings.from(environment);
        assertThat(settings.destinations().get(0).on()).hasSize(5);
        assertThat(settings.destinations().get(1).on()).isEqualTo(Set.of(Event.FAILED, Event.MISSING));
        assertThat(settings.destinations().get(1).template()).isNotNull();
    }

    @Test
    void aTooLongTemplateIsRefused() {
        refused("at most 2000 characters", "kind", "json", "url", URL, "template", "x".repeat(2001));
    }

    private static void refused(String said, String... settings) {
        assertThatThrownBy(() -> NotificationSettings.from(environment(settings)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("s3cret");
    }
}
