package io.github.pantree.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StrictJsonTests {

    @Test
    void readsWhatItWrites() throws IOException {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("text", "飞翔 😀 \"\\/\b\f\n\r\t\u0001");
        value.put("list", Arrays.asList(1L, -2.5, true, false, null));
        value.put("empty", List.of(Map.of(), List.of()));

        assertThat(StrictJson.read(StrictJson.write(value))).isEqualTo(value);
    }

    @Test
    void readsEscapesAndWhiteSpace() throws IOException {
        assertThat(StrictJson.read(" { \"\\u98de\\uD83D\\uDE00\" : [ 1e2 , 0 ] } \n"))
                .isEqualTo(Map.of("飞😀", List.of(100.0, 0L)));
    }

    @Test
    void refusesWhatIsNotJson() {
        for (String text : new String[] {
            "",
            "{",
            "[1,]",
            "{\"a\"}",
            "{a:1}",
            "01",
            "+1",
            "1 2",
            "nul",
            "\"a",
            "\"\\x\"",
            "\"\n\"",
            "\"\\ud83d\"",
            "[".repeat(100) + "]".repeat(100),
            "\0",
            "[]\0",
            " ",
            "\uFEFF{}",
            "NULL",
            "True",
            "'a'",
            "{\"a\":1;\"b\":2}",
            "{\"a\"=1}",
            "{\"a\":1,}",
            "[1 2]",
            "[,]",
            "// no\n1",
            "{\"\\udc00\":1}",
            "\"\\'\"",
            "\"\\\n\"",
            "\"\\u12g4\"",
            "1.",
            ".5",
            "-",
            "NaN",
            "-Infinity",
            ")]}'\n{}",
        }) {
            assertThatThrownBy(() -> StrictJson.read(text)).as(text).isInstanceOf(IOException.class);
        }
    }
}
