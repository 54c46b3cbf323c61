package io.github.pantree.manifest;

import io.github.pantree.support.LineList;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/** Problems of rows with the same cause: reported once for the file, with the number of rows and the first lines. */
final class ProblemSummary {

    private final Map<String, Finding> findings = new LinkedHashMap<>();

    /** The rows with one cause, and the first of them. */
    private static final class Finding {

        private final Severity severity;
        private final String key;
        private final long line;
        private final int column;
        private final String value;
        private final LineList lines = new LineList();

        private Finding(Severity severity, String key, long line, int column, String value) {
            this.severity = severity;
            this.key = key;
            this.line = line;
            this.column = column;
            this.value = value;
        }

        private Problem problem() {
            return Problem.of(severity, line, column, key, value, lines.count(), lines);
        }
    }

    /**
     * Adds a row.
     *
     * @param key the message for all rows with this cause; its arguments are the number of rows and the list of lines
     */
    void add(Severity severity, String key, long line, int column, String value) {
        findings.computeIfAbsent(key, first -> new Finding(severity, key, line, column, value))
                .lines
                .add(line);
    }

    /** The problems, one per cause. */
    Queue<Problem> problems() {
        Queue<Problem> problems = new ArrayDeque<>();
        findings.values().forEach(finding -> problems.add(finding.problem()));
        return problems;
    }
}
