package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PluralTests {

    @ParameterizedTest
    @CsvSource({
        "0, %s {row has|rows have} it, %s rows have it",
        "1, %s {row has|rows have} it, %s row has it",
        "2, %s {row has|rows have} it, %s rows have it",
        "1, %1$s {row|rows}, %1$s row",
        "1, %s row|rows, %s row|rows"
    })
    void choosesByThePrecedingPlaceholder(long count, String pattern, String chosen) {
        assertThat(Plural.choose(pattern, count)).isEqualTo(chosen);
    }

    @Test
    void choosesByANumberedPlaceholder() {
        String pattern = "%s of %s {folder|folders} {1$exists|exist}";
        assertThat(Plural.choose(pattern, 1, 3)).isEqualTo("%s of %s folders exists");
        assertThat(Plural.choose(pattern, 0, 1)).isEqualTo("%s of %s folder exist");
    }

    @Test
    void acceptsTextAsANumber() {
        assertThat(Plural.choose("%s {run|runs}", "1")).isEqualTo("%s run");
    }

    @Test
    void keepsOtherBraces() {
        assertThat(Plural.choose("{manifest} {bcrypt}: %s name{|s}", 2)).isEqualTo("{manifest} {bcrypt}: %s names");
    }

    @Test
    void valuesAreNoPatterns() {
        assertThat(Messages.format("lock.waits", "{a|b}")).contains("{a|b}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "console.properties"})
    void everyChoiceHasAPlaceholder(String file) throws IOException {
        Properties texts = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/io/github/pantree", file))) {
            texts.load(in);
        }
        assertThat(texts.values()).noneMatch(text -> String.valueOf(text).contains("(s)"));
        assertThat(texts.values())
                .allSatisfy(text -> assertThat(Plural.choose(String.valueOf(text), 1, 1, 1, 1, 1, 1))
                        .doesNotContainPattern("\\{[^{}]*\\|"));
    }
}
