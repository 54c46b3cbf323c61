package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class StringFlowTests {

    /** Uses texts in all the ways that the code may. */
    @SuppressWarnings("unused") // analysed, not executed
    private static final class Asking {

        private static final String CONSTANT = "constant";

        private enum Kind {
            ONE("one"),
            TWO("two");

            private final String key;

            Kind(String key) {
                this.key = key;
            }
        }

        private record Part(String name) {}

        static String ask(String key, Object... values) {
            return key + values.length;
        }

        static void followsDirectArguments(boolean condition) {
            ask(CONSTANT, 1);
            ask(condition ? "first" : "second", 2);
        }

        static void throughCallers() {
            joined("middle", "end");
            joined("middle", "other");
        }

        private static void joined(String part, String end) {
            String all = "start." + part;
            ask(all + "." + end);
        }

        static void throughFields(Kind kind) {
            ask("kind." + kind.key);
            ask("part." + new Part("name").name());
        }

        static void inLambdas(List<String> names) {
            String captured = "captured";
            names.forEach(name -> ask(captured, name));
            names.forEach(name -> ask("any." + name));
            names.forEach(Asking::ask);
        }
    }

    @Test
    void followsConstantsThroughTheCode() throws Exception {
        Path classes = Path.of(
                Asking.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        StringFlow flow = new StringFlow(classes.resolve("io/github/pantree/architecture"));
        Map<String, Set<String>> asked = flow.into(Asking.class, "ask", 0);

        assertThat(texts(asked, "followsDirectArguments")).containsExactlyInAnyOrder("constant", "first", "second");
        assertThat(texts(asked, "joined")).containsExactlyInAnyOrder("start.middle.end", "start.middle.other");
        assertThat(texts(asked, "throughFields")).containsExactlyInAnyOrder("kind.one", "kind.two", "part.name");
        assertThat(texts(asked, "inLambdas")).containsExactlyInAnyOrder("captured", "any.*", "*");
    }

    private static Set<String> texts(Map<String, Set<String>> asked, String method) {
        Set<String> texts = new TreeSet<>();
        asked.forEach((place, keys) -> {
            if (place.contains(method)) {
                texts.addAll(keys);
            }
        });
        return texts;
    }
}
