package io.github.pantree.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTests {

    @Test
    void readsWhatItWrites() throws JsonReader.NotJson {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("text", "飞翔 😀 \"\\/\b\f\n\r\t\u0001");
        value.put("list", Arrays.asList(1L, -2.5, true, false, null));
        value.put("empty", List.of(Map.of(), List.of()));

        assertThat(JsonReader.read(JsonWriter.write(value))).isEqualTo(value);
    }

    @Test
    void readsEscapesAndWhiteSpace() throws JsonReader.NotJson {
        assertThat(JsonReader.read(" { \"\\u98de\\uD83D\\uDE00\" : [ 1e2 , 0 ] } \n"))
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
        }) {
            assertThatThrownBy(() -> JsonReader.read(text)).as(text).isInstanceOf(JsonReader.NotJson.class);
        }
    }
}
