package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.VerificationStore.State;
import io.github.pantree.notification.Event;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.CaseUtils;
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
            Map.entry(
                    "html.severity.*",
                    keys("html.severity.", Arrays.stream(Severity.values()).map(Severity::label))),
            Map.entry("html.status.*", ends("html.status.")),
            Map.entry("notification.event.*", events("notification.event.")),
            Map.entry("notification.title.*", events("notification.title.")),
            Map.entry("phase.*", keys("phase.", Stream.of("start", "load", "look", "create", "results", "verify"))),
            Map.entry(
                    "plan.action.*", keys("plan.action.", Stream.of("create", "exists", "conflict", "below-conflict"))),
            Map.entry("state.*", states()),
            Map.entry("verify.remedy.*", differences("verify.remedy.")),
            Map.entry("verify.state.*", differences("verify.state.")));

    /** Those of an enum that only its own package can see. */
    private static Set<String> causes(String suffix) {
        try {
            return Arrays.stream(Class.forName("io.github.pantree.report.FailureCause")
                            .getEnumConstants())
                    .map(cause -> ((Enum<?>) cause).name())
                    .map(cause -> "cause." + CaseUtils.toCamelCase(cause, false, '_') + suffix)
                    .collect(Collectors.toSet());
        } catch (ClassNotFoundException e) {
            throw new LinkageError("The causes", e);
        }
    }

    /** A run that another one excludes has no report; one of an older version may have a status of its own. */
    private static Set<String> ends(String prefix) {
        return keys(
                prefix,
                Stream.concat(
                        Arrays.stream(RunStatus.values())
                                .filter(end -> end != RunStatus.BUSY)
                                .map(RunStatus::label),
                        Stream.of(RunState.KILLED.label(), RunState.FAILED.label())));
    }

    /** A folder in doubt is shown as pending. */
    private static Set<String> states() {
        return keys(
                "state.",
                Arrays.stream(FolderState.values())
                        .filter(state -> state != FolderState.SENT)
                        .map(FolderState::label));
    }

    private static Set<String> differences(String prefix) {
        return keys(
                prefix,
                Stream.concat(
                        Arrays.stream(State.values())
                                .filter(state -> state != State.THERE)
                                .map(state -> state.name().toLowerCase(Locale.ROOT)),
                        Stream.of("extra")));
    }

    private static Set<String> events(String prefix) {
        return keys(prefix, Arrays.stream(Event.values()).map(Event::code));
    }

    private static Set<String> keys(String prefix, Stream<String> parts) {
        return parts.map(prefix::concat).collect(Collectors.toSet());
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
