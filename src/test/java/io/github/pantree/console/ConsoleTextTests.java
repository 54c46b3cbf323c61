package io.github.pantree.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.provisioning.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the pages exist in both languages, and each one is used. */
final class ConsoleTextTests {

    private static final Path RESOURCES = Path.of("src/main/resources/io/github/pantree");
    private static final Path SOURCES = Path.of("src/main/java/io/github/pantree/console");
    /** In a page {@code #{key}}, in code {@code "key"}, or its beginning before a dot. */
    private static final Pattern KEY =
            Pattern.compile("#\\{([a-z]+\\.[\\w.-]*?)(?=[}(])|[\"']([a-z]+\\.[\\w.-]*)[\"']");

    private static final Pattern GAP = Pattern.compile("%(\\d+\\$)?s");

    private static Properties texts(String file) throws IOException {
        Properties texts = new Properties();
        try (var in = Files.newBufferedReader(RESOURCES.resolve(file))) {
            texts.load(in);
        }
        return texts;
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndGaps() throws IOException {
        Properties english = texts("console.properties");
        Properties chinese = texts("console_zh.properties");
        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames())
                .allSatisfy(key ->
                        assertThat(gaps(chinese.getProperty(key))).as(key).isEqualTo(gaps(english.getProperty(key))));
    }

    private static long gaps(String text) {
        return GAP.matcher(text).results().count();
    }

    @Test
    void everyTextIsUsedAndEveryKeyHasOne() throws IOException {
        Set<String> known = texts("console.properties").stringPropertyNames();
        Set<String> used = used();
        assertThat(used).contains("login.title", "status.", "tree.");
        assertThat(known).allMatch(key -> used.stream().anyMatch(part -> key.equals(part) || isBeginning(part, key)));
        assertThat(used.stream()
                        .filter(key ->
                                key.matches(section(known) + "\\.[\\w.-]*") && !key.matches("\\w+\\.(csv|xlsx)")))
                .allMatch(part -> known.stream().anyMatch(key -> key.equals(part) || isBeginning(part, key)));
    }

    private static boolean isBeginning(String part, String key) {
        return part.endsWith(".") && key.startsWith(part);
    }

    private static String section(Set<String> known) {
        return known.stream().map(key -> key.split("\\.", 2)[0]).distinct().collect(Collectors.joining("|", "(", ")"));
    }

    private static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path folder : List.of(RESOURCES.resolve("console/pages"), SOURCES)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    KEY.matcher(Files.readString(file).replaceAll("__.*?__", ""))
                            .results()
                            .map(ConsoleTextTests::key)
                            .forEach(used::add);
                }
            }
        }
        return used;
    }

    private static String key(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    @Test
    void everyStateHasAText() throws IOException {
        Set<String> known = texts("console.properties").stringPropertyNames();
        assertThat(known)
                .containsAll(Arrays.stream(Phase.values())
                        .map(phase -> "phase." + phase.name().toLowerCase(Locale.ROOT))
                        .toList())
                .containsAll(Arrays.stream(RunStatus.values())
                        .map(status -> "status." + status.label())
                        .toList())
                .containsAll(Arrays.stream(RunStatus.values())
                        .map(status -> "next." + status.label())
                        .toList());
    }

    @Test
    void pagesHaveNoInlineScriptAndAssetsHaveLittle() throws IOException {
        assertThat(Files.readAllLines(RESOURCES.resolve("console/assets/console.js")))
                .hasSizeLessThan(200);
        try (Stream<Path> pages = Files.list(RESOURCES.resolve("console/pages"))) {
            for (Path page : pages.toList()) {
                assertThat(Files.readString(page))
                        .as(page.toString())
                        .doesNotContainPattern("\\son[a-z]+=|\\sstyle=|<style|javascript:|th:utext|th:on")
                        .doesNotContainPattern("<script(?! src=\"/assets/console.js\" defer></script>)");
            }
        }
    }
}
