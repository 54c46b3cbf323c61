package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellQuotingTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "/srv/in/A_1.csv", "https://x.test:80/a", "a@b", "50%", "+1,2-3"})
    void leavesPlainArguments(String argument) {
        assertThat(ShellQuoting.quote(argument)).isEqualTo(argument);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"a b, 'a b'", "\"\", ''", "图床.csv, '图床.csv'", "$HOME, '$HOME'", "it's, 'it'\\''s'", "a;b, 'a;b'"})
    void quotesEverythingElse(String argument, String quoted) {
        assertThat(ShellQuoting.quote(argument)).isEqualTo(quoted);
    }
}
