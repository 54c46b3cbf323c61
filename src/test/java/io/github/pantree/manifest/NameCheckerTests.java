package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NameCheckerTests {

    private static final String DECOMPOSED = "e\u0301";
    private static final String COMPOSED = "\u00e9";

    private final NameChecker plain = new NameChecker(ManifestOptions.AUTO_DETECT);
    private final NameChecker trimming = new NameChecker(TestOptions.trim());
    private final NameChecker normalizing = new NameChecker(TestOptions.normalize("NFC"));

    @Test
    void returnsNamesAsWrittenByDefault() {
        assertThat(plain.check(1, 1, "图片😀")).isEqualTo("图片😀");
        assertThat(plain.check(1, 1, DECOMPOSED)).isEqualTo(DECOMPOSED);
        assertThat(plain.withoutSurroundingWhitespace(" a ")).isEqualTo(" a ");
        assertThat(plain.found()).isEmpty();
        assertThat(plain.isGood()).isTrue();
    }

    @Test
    void reportsSpacesAroundANameByDefault() {
        assertThat(plain.check(5, 2, " a")).isEqualTo(" a");
        assertThat(plain.found()).containsExactly(Problem.of(5, 2, "name.edges", " a", ""));
        assertThat(plain.isGood()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {" a b ", "\u00a0a b", "a b\u3000", "\t \u2003a b\r\n"})
    void trimsEverySpaceAroundANameAndListsIt(String written) {
        assertThat(trimming.check(5, 2, written)).isEqualTo("a b");
        assertThat(trimming.found()).containsExactly(Problem.of(Severity.CHANGE, 5, 2, "row.trimmed", written, "a b"));
        assertThat(trimming.isGood()).isTrue();
    }

    @Test
    void listsNothingWhereNothingIsTrimmed() {
        assertThat(trimming.trimmed(1, 1, "a")).isEqualTo("a");
        assertThat(trimming.withoutSurroundingWhitespace(" a ")).isEqualTo("a");
        assertThat(trimming.withoutSurroundingWhitespace("😀")).isEqualTo("😀");
        assertThat(trimming.withoutSurroundingWhitespace("")).isEmpty();
        assertThat(trimming.found()).isEmpty();
    }

    @Test
    void trimsANameOfSpacesToNothing() {
        assertThat(trimming.check(1, 1, " \u3000")).isEmpty();
        assertThat(trimming.found())
                .containsExactly(
                        Problem.of(Severity.CHANGE, 1, 1, "row.trimmed", " \u3000", ""),
                        Problem.of(1, 1, "name.empty", "", ""));
        assertThat(trimming.isGood()).isFalse();
    }

    @Test
    void normalizesANameAndListsIt() {
        assertThat(normalizing.check(6, 3, DECOMPOSED)).isEqualTo(COMPOSED);
        assertThat(normalizing.check(6, 3, COMPOSED)).isEqualTo(COMPOSED);
        assertThat(normalizing.found())
                .containsExactly(Problem.of(Severity.CHANGE, 6, 3, "row.normalized", DECOMPOSED, COMPOSED));
    }

    @Test
    void checksTheNameThatIsSent() {
        // The Greek question mark has a semicolon as its normal form.
        assertThat(normalizing.check(1, 1, "a\u037e?")).isEqualTo("a;?");
        assertThat(normalizing.found())
                .containsExactly(
                        Problem.of(Severity.CHANGE, 1, 1, "row.normalized", "a\u037e?", "a;?"),
                        Problem.of(1, 1, "name.questionMark", "a;?", "?"));
    }

    @Test
    void isGoodWithWarningsAndChangesOnly() {
        plain.add(Problem.of(Severity.WARNING, 1, 1, "name.edges", ""));
        plain.add(Problem.of(Severity.CHANGE, 1, 1, "name.edges", ""));
        assertThat(plain.isGood()).isTrue();
        plain.add(Problem.of(1, 1, "name.edges", ""));
        assertThat(plain.isGood()).isFalse();
        assertThat(plain.found()).hasSize(3);
    }
}
