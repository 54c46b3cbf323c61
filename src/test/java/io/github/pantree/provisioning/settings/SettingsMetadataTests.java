package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.SettingsMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The configuration metadata, which editors use: a description of each setting, and defaults. */
final class SettingsMetadataTests {

    @Test
    void metadataDescribesEverySetting() throws IOException {
        assertThat(SettingsMetadata.read())
                .containsKeys("pantree.home", "pantree.rate", "pantree.settle.pause", "pantree.console.users")
                .allSatisfy((name, setting) -> assertThat(
                                setting.path("description").asString(""))
                        .as(name)
                        .isNotBlank());
    }

    @Test
    void metadataContainsDefaultsExceptOfSecrets() throws IOException {
        Map<String, JsonNode> settings = SettingsMetadata.read();
        assertThat(settings)
                .hasEntrySatisfying(
                        "pantree.rate",
                        rate -> assertThat(rate.path("defaultValue").asDouble()).isEqualTo(5));
        for (String secret : List.of("pantree.client-id", "pantree.client-secret", "pantree.access-token")) {
            assertThat(settings)
                    .hasEntrySatisfying(
                            secret,
                            setting -> assertThat(setting.has("defaultValue")).isFalse());
        }
    }
}
