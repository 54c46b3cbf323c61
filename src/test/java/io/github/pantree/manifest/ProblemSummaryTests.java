package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import org.junit.jupiter.api.Test;

final class ProblemSummaryTests {

    private final ProblemSummary summary = new ProblemSummary();

    @Test
    void isEmptyAtFirst() {
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void countsTheRowsOfACauseOnce() {
        summary.add(Severity.WARNING, "name.file", 2, 1, "a.jpg");
        summary.add(Severity.WARNING, "name.file", 2, 3, "b.jpg");
        summary.add(Severity.PROBLEM, "path.drive", 3, 1, "D:\\x");
        summary.add(Severity.WARNING, "name.file", 5, 1, "c.jpg");
        assertThat(summary.problems())
                .containsExactly(
                        Problem.of(Severity.WARNING, 2, 1, "name.file", "a.jpg", 2, "2, 5"),
                        Problem.of(Severity.PROBLEM, 3, 1, "path.drive", "D:\\x", 1, "3"));
    }

    @Test
    void listsTheFirstTenLines() {
        for (int line = 1; line <= 10; line++) {
            summary.add(Severity.CHANGE, "row.blank", line, 1, "");
        }
        String ten = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10";
        assertThat(summary.problems()).containsExactly(Problem.of(Severity.CHANGE, 1, 1, "row.blank", "", 10, ten));
        summary.add(Severity.CHANGE, "row.blank", 11, 1, "");
        summary.add(Severity.CHANGE, "row.blank", 12, 1, "");
        assertThat(summary.problems())
                .containsExactly(Problem.of(Severity.CHANGE, 1, 1, "row.blank", "", 12, ten + ", …"));
    }
}
