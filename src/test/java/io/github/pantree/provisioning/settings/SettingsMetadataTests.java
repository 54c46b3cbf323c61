package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metadata from which editors complete and explain settings, beside the tables of the documentation. */
final class SettingsMetadataTests {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern SETTING = Pattern.compile("`(pantree\\.[a-z.-]+)`");
    private static final Pattern HEADER = Pattern.compile("^\\| property \\|.*");
    /** Maps and lists, which other pages explain. */
    private static final Set<String> COLLECTIONS = Set.of("pantree.accounts", "pantree.notify");

    @Test
    void describesEveryDocumentedSettingAndNoOther() throws IOException {
        Set<String> expected = new TreeSet<>(documented());
        assertThat(expected).contains("pantree.home", "pantree.settle.pause", "pantree.schedule", "pantree.wait");
        expected.addAll(COLLECTIONS);
        assertThat(metadata().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void explainsEverySetting() throws IOException {
        assertThat(metadata())
                .allSatisfy((name, setting) -> assertThat(
                                setting.path("description").asString(""))
                        .as(name)
                        .isNotBlank());
    }

    @Test
    void givesDefaultsButNoneForSecrets() throws IOException {
        Map<String, JsonNode> settings = metadata();
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

    private static Set<String> documented() throws IOException {
        Set<String> settings = new TreeSet<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(Path.of("src/docs/configuration.md"))) {
            inTable = line.startsWith("|") && (inTable || HEADER.matcher(line).matches());
            if (inTable) {
                String[] cells = line.replace("\\|", "/").split("\\|", -1);
                SETTING.matcher(cells[1] + cells[2]).results().forEach(found -> settings.add(found.group(1)));
            }
        }
        return settings;
    }

    private static Map<String, JsonNode> metadata() throws IOException {
        Map<String, JsonNode> settings = new TreeMap<>();
        for (URL url :
                Collections.list(SettingsMetadataTests.class.getClassLoader().getResources(METADATA))) {
            try (InputStream in = url.openStream()) {
                for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
                    String name = property.path("name").asString();
                    if (name.startsWith("pantree.")) {
                        settings.put(name, property);
                    }
                }
            }
        }
        return settings;
    }
}
