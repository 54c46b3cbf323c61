package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingValuesTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {",", "\"\",", "\" \t\n\",", "\" a b \",a b", "a,a"})
    void stripsValuesAndDropsBlankOnes(@Nullable String value, @Nullable String stripped) {
        assertThat(SettingValues.blankToNull(value)).isEqualTo(stripped);
    }

    @ParameterizedTest
    @CsvSource({"30, true", "' 30 ', true", "+5, true", "-5, true", "30s, false", "PT30S, false", "1 d, false"})
    void recognizesDurationsWithoutAUnit(String duration, boolean lacksUnit) {
        assertThat(SettingValues.lacksUnit(duration)).isEqualTo(lacksUnit);
    }
}
