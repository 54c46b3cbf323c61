package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.support.Problem.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProblemTests {

    @Test
    void fillsTheTextsOfAKey() {
        Problem problem = Problem.of(4, 2, "row.twice", "/a", 3);
        assertThat(problem)
                .isEqualTo(new Problem(
                        4,
                        2,
                        Severity.PROBLEM,
                        Messages.format("problem.row.twice.what", 3),
                        "/a",
                        Messages.format("problem.row.twice.rule", 3),
                        Messages.format("problem.row.twice.remedy", 3)));
        assertThat(problem.what()).contains("line 3");
    }

    @ParameterizedTest
    @CsvSource({"PROBLEM, ''", "WARNING, 'warning: '", "CHANGE, 'note: '"})
    void describesItselfInOneLine(Severity severity, String kind) {
        assertThat(new Problem(4, 2, severity, "what", "value", "rule", "remedy").describe("m.csv"))
                .isEqualTo("m.csv:4:2: " + kind + "what — \"value\" — rule — remedy");
    }

    @Test
    void pointsToTheFirstCellIfItIsAboutTheLine() {
        assertThat(new Problem(4, 0, Severity.PROBLEM, "", "", "", "").describe("m.csv"))
                .startsWith("m.csv:4:1: ");
    }

    @Test
    void severityIsShownInTheWordsOfTheContract() {
        assertThat(Severity.values()).extracting(Severity::label).containsExactly("problem", "warning", "note");
    }

    @Test
    void showsEightyCharactersOfAValue() {
        assertThat(described("🎉".repeat(80))).contains("\"" + "🎉".repeat(80) + "\"");
        assertThat(described("🎉".repeat(81))).contains("\"" + "🎉".repeat(80) + "…\"");
    }

    /** A control, a format, a surrogate, a line separator and a paragraph separator character. */
    @Test
    void showsNothingThatATerminalOrAReaderWouldTakeForMore() {
        assertThat(described("a\u001b\u202e\ud83d\u2028\u2029b")).contains("\"a␣␣␣␣␣b\"");
        assertThat(described("图 é\u3000z")).contains("\"图 é\u3000z\"");
    }

    private static String described(String value) {
        return new Problem(4, 2, Severity.PROBLEM, "what", value, "rule", "remedy").describe("m.csv");
    }
}
