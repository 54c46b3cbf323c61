package io.github.pantree.manifest;

import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/** Problems of rows with the same cause: reported once for the file, with the number of rows and the first lines. */
final class ProblemSummary {

    private static final int LISTED_LINES = 10;

    private final Map<String, Finding> findings = new LinkedHashMap<>();

    /** The rows with one cause, and the first of them. */
    private static final class Finding {

        private final Severity severity;
        private final String key;
        private final long line;
        private final int column;
        private final String value;
        private final StringBuilder lines = new StringBuilder();
        private long last;
        private long rows;

        private Finding(Severity severity, String key, long line, int column, String value) {
            this.severity = severity;
            this.key = key;
            this.line = line;
            this.column = column;
            this.value = value;
        }

        private void count(long at) {
            if (at != last) {
                last = at;
                rows++;
                if (rows <= LISTED_LINES) {
                    lines.append(rows == 1 ? "" : ", ").append(at);
                } else if (rows == LISTED_LINES + 1) {
                    lines.append(", …");
                }
            }
        }

        private Problem problem() {
            return Problem.of(severity, line, column, key, value, rows, lines);
        }
    }

    /**
     * Adds a row.
     *
     * @param key the message for all rows with this cause; its arguments are the number of rows and the list of lines
     */
    void add(Severity severity, String key, long line, int column, String value) {
        findings.computeIfAbsent(key, first -> new Finding(severity, key, line, column, value))
                .count(line);
    }

    /** The problems, one per cause. */
    Queue<Problem> problems() {
        Queue<Problem> problems = new ArrayDeque<>();
        findings.values().forEach(finding -> problems.add(finding.problem()));
        return problems;
    }
}
