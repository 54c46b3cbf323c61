package io.github.pantree.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration metadata of the {@code pantree.*} settings, as the build generates it. */
public final class SettingsMetadata {

    private static final String FILE = "META-INF/spring-configuration-metadata.json";

    private SettingsMetadata() {}

    /** By the name of the setting. */
    public static Map<String, JsonNode> read() throws IOException {
        Map<String, JsonNode> settings = new TreeMap<>();
        for (URL url : Collections.list(SettingsMetadata.class.getClassLoader().getResources(FILE))) {
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
