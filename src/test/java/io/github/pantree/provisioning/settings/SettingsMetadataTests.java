package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.SettingsMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Compares the configuration metadata, which editors use, with the tables of the documentation. */
final class SettingsMetadataTests {

    @Test
    void explainsEverySetting() throws IOException {
        assertThat(SettingsMetadata.read())
                .allSatisfy((name, setting) -> assertThat(
                                setting.path("description").asString(""))
                        .as(name)
                        .isNotBlank());
    }

    @Test
    void givesDefaultsButNoneForSecrets() throws IOException {
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
