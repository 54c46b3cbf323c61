package io.github.pantree.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.testing.SettingsMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The settings in the documentation are those of the configuration metadata, which editors use. */
final class ConfigurationPageTests {

    private static final Pattern SETTING = Pattern.compile("`(pantree\\.[a-z.-]+[a-z])`");
    /** Names with the prefix of a setting that are not settings: meters, and the database file. */
    private static final Set<String> OTHERS = Set.of(
            PantreeMetrics.FOLDERS,
            PantreeMetrics.CALLS,
            PantreeMetrics.PERMITS_WAITED,
            PantreeMetrics.IN_DOUBT,
            PantreeMetrics.PENDING,
            PantreeMetrics.CALL_RATE,
            "pantree.mv.db");
    /** Maps and lists, whose keys other pages explain. */
    private static final Set<String> COLLECTIONS =
            Set.of("pantree.accounts", "pantree.console.users", "pantree.notify");

    @ParameterizedTest
    @ValueSource(strings = {"src/docs/configuration.md", "src/docs/zh/configuration.md"})
    void everySettingIsExplainedAndNoOther(String file) throws IOException {
        assertThat(rows(file).keySet()).containsAll(required());
        assertThat(SettingsMetadata.read().keySet()).containsAll(rows(file).keySet());
    }

    private static Set<String> required() throws IOException {
        Map<String, JsonNode> settings = SettingsMetadata.read();
        settings.keySet().removeAll(COLLECTIONS);
        assertThat(settings).containsKeys("pantree.home", "pantree.settle.pause", "pantree.schedule");
        return settings.keySet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/docs/configuration.md", "src/docs/zh/configuration.md"})
    void everyDefaultIsTheRealOne(String file) throws IOException {
        Map<String, List<String>> rows = rows(file);
        assertThat(required()).allSatisfy(name -> {
            JsonNode real = SettingsMetadata.read().get(name).path("defaultValue");
            if (!real.isMissingNode()) {
                assertThat(rows.get(name))
                        .as(name)
                        .anySatisfy(cell -> assertThat(plain(cell)).isEqualTo(plain(real.asString())));
            }
        });
    }

    private static String plain(String value) {
        return value.replace("`", "").replaceFirst("\\.0$", "").replaceFirst("^0s$", "0");
    }

    @Test
    void noPageNamesAnUnknownSetting() throws IOException {
        Set<String> known = SettingsMetadata.read().keySet();
        assertThat(Page.all().stream()
                        .flatMap(page -> page.prose().stream())
                        .flatMap(line -> SETTING.matcher(line).results())
                        .map(found -> found.group(1))
                        .filter(name -> !OTHERS.contains(name) && !isKnown(name, known)))
                .isEmpty();
    }

    private static boolean isKnown(String name, Set<String> known) {
        return known.stream().anyMatch(setting -> setting.equals(name) || setting.startsWith(name + "."))
                || COLLECTIONS.stream().anyMatch(part -> name.startsWith(part + "."));
    }

    /** The rows that explain a setting: the property with the cells beside it. */
    private static Map<String, List<String>> rows(String file) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (List<String> cells : Page.read(Path.of(file)).rows()) {
            for (MatchResult found : SETTING.matcher(cells.get(0)).results().toList()) {
                assertThat(rows.put(found.group(1), cells))
                        .as("explained twice: %s", found.group(1))
                        .isNull();
            }
        }
        return rows;
    }
}
