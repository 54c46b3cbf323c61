package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.notification.Event;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The keys of the message files are the keys that the code uses. They are extracted from the compiled code with {@link
 * StringFlow}, since a key may be on a continuation line, chosen by a condition, concatenated, or passed by a caller.
 */
final class MessageKeyTests {

    private static final Path FILES = Path.of("src/main/resources/io/github/pantree");

    private static final List<String> ORDER = List.of("what", "rule", "remedy");

    /** The keys, or patterns of keys, in the code, each with the methods that contain it. */
    private static final Map<String, Set<String>> USED = new TreeMap<>();

    /**
     * Parts of keys that {@link StringFlow} cannot follow, since they come from a stream or a file: the pattern, and
     * its possible values.
     */
    private static final Map<String, Set<String>> PARTS = Map.ofEntries(
            Map.entry("cause.*", causes("")),
            Map.entry("cause.*.remedy", causes(".remedy")),
            Map.entry("html.next.*", ends("html.next.")),
            Map.entry("html.next.console.*", ends("html.next.console.")),
            Map.entry("html.severity.*", keys("html.severity.", "problem", "warning", "note")),
            Map.entry("html.status.*", ends("html.status.")),
            Map.entry("notice.event.*", events("notice.event.")),
            Map.entry("notice.title.*", events("notice.title.")),
            Map.entry("phase.*", keys("phase.", "start", "load", "look", "create", "results", "verify")),
            Map.entry("plan.action.*", keys("plan.action.", "create", "exists", "conflict", "below-conflict")),
            Map.entry("state.*", keys("state.", "created", "existed", "failed", "blocked", "pending")),
            Map.entry("verify.remedy.*", differences("verify.remedy.")),
            Map.entry("verify.state.*", differences("verify.state.")));

    private static Set<String> causes(String suffix) {
        return Stream.of(
                        "blocked",
                        "exists",
                        "file",
                        "givenUp",
                        "inDoubt",
                        "name",
                        "numbered",
                        "other",
                        "parent",
                        "parentDeleted",
                        "pending",
                        "same",
                        "several",
                        "trashed",
                        "unseen")
                .map(cause -> "cause." + cause + suffix)
                .collect(Collectors.toSet());
    }

    private static Set<String> ends(String prefix) {
        return keys(
                prefix,
                "bad-setting",
                "completed",
                "completed-with-rejects",
                "credentials-refused",
                "defect",
                "differences",
                "failed",
                "invalid-manifest",
                "killed",
                "stopped");
    }

    private static Set<String> differences(String prefix) {
        return keys(prefix, "missing", "doubled", "other", "unchecked", "extra");
    }

    private static Set<String> events(String prefix) {
        return keys(prefix, Arrays.stream(Event.values()).map(Event::code).toArray(String[]::new));
    }

    private static Set<String> keys(String prefix, String... parts) {
        return Arrays.stream(parts).map(prefix::concat).collect(Collectors.toSet());
    }

    @BeforeAll
    static void findUsedKeys() throws Exception {
        Path classes = Path.of(Messages.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        new StringFlow(classes)
                .into(Messages.class, "format", 0)
                .forEach((place, keys) -> keys.stream()
                        .flatMap(key -> PARTS.getOrDefault(key, Set.of(key)).stream())
                        .forEach(key -> USED.computeIfAbsent(key, none -> new TreeSet<>())
                                .add(place)));
    }

    @Test
    void findsKeysOfEveryKind() {
        assertThat(USED).containsKeys("status.killed", "problem.name.empty.remedy", "workbook.cells");
    }

    @Test
    void followsEveryKeyToItsConstants() {
        assertThat(used(key -> key.contains(StringFlow.UNKNOWN)))
                .as("keys with a part that is not a constant: pass constants, or add the pattern to PARTS")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_zh.properties"})
    void everyKeyOfTheCodeHasAText(String file) throws IOException {
        Set<String> known = load(file).stringPropertyNames();
        assertThat(used(key -> !key.contains(StringFlow.UNKNOWN) && !known.contains(key)))
                .as("keys without a text, and the methods that ask for them: add them to %s", file)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_zh.properties"})
    void everyTextIsUsed(String file) throws IOException {
        Set<String> unused = new TreeSet<>(load(file).stringPropertyNames());
        unused.removeIf(key -> USED.keySet().stream().anyMatch(used -> matches(used, key)));
        assertThat(unused)
                .as("keys of %s that no code asks for: delete them, in both languages", file)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_zh.properties", "help.properties", "help_zh.properties"})
    void noKeyIsDefinedTwice(String file) throws IOException {
        assertThat(load(file).duplicates)
                .as("keys that are in %s more than once, where only the last text counts: delete the others", file)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_zh.properties", "help.properties", "help_zh.properties"})
    void textsAreSortedByKey(String file) throws IOException {
        List<String> keys = Files.readAllLines(FILES.resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        assertThat(keys)
                .as("part by part; numbers by value; the parts of an error as people read them: what, rule, remedy")
                .isNotEmpty()
                .isSortedAccordingTo(Comparator.comparing(MessageKeyTests::rank));
    }

    private static String rank(String key) {
        return Arrays.stream(key.split("\\.", -1))
                .map(part -> part.matches("\\d+")
                        ? "%06d".formatted(Integer.valueOf(part))
                        : ORDER.contains(part) ? "~" + ORDER.indexOf(part) : part)
                .collect(Collectors.joining("\u0000"));
    }

    private static Map<String, Set<String>> used(Predicate<String> condition) {
        return USED.entrySet().stream()
                .filter(entry -> condition.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    private static boolean matches(String pattern, String key) {
        if (!pattern.contains(StringFlow.UNKNOWN)) {
            return pattern.equals(key);
        }
        // A pattern without any known text matches every key, and proves nothing.
        return pattern.length() > 1 && key.matches(Pattern.quote(pattern).replace(StringFlow.UNKNOWN, "\\E.*\\Q"));
    }

    private static Keys load(String file) throws IOException {
        Keys keys = new Keys();
        try (var in = Files.newBufferedReader(FILES.resolve(file))) {
            keys.load(in);
        }
        return keys;
    }

    /** Records keys that occur twice. */
    private static final class Keys extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient List<Object> duplicates = new ArrayList<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                duplicates.add(key);
            }
            return super.put(key, value);
        }
    }
}
