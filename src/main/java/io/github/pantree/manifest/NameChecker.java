package io.github.pantree.manifest;

import io.github.pantree.folder.NameRule;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Checks the names of one row, and changes them only as configured. */
final class NameChecker {

    private final ManifestOptions options;
    private final List<Problem> found = new ArrayList<>();

    NameChecker(ManifestOptions options) {
        this.options = options;
    }

    /** The name to send: unchanged, except for configured changes. */
    String check(long line, int column, String written) {
        String trimmed = trimmed(line, column, written);
        String name = options.normalize() == null ? trimmed : Normalizer.normalize(trimmed, Normalizer.Form.NFC);
        if (!name.equals(trimmed)) {
            add(Problem.of(Severity.CHANGE, line, column, "row.normalized", trimmed, name));
        }
        NameRule.violations(name).forEach(breach -> add(breach.at(line, column, name)));
        return name;
    }

    /** Strips leading and trailing whitespace if configured, and records the change. */
    String trimmed(long line, int column, String written) {
        String trimmed = withoutSurroundingWhitespace(written);
        if (!trimmed.equals(written)) {
            add(Problem.of(Severity.CHANGE, line, column, "row.trimmed", written, trimmed));
        }
        return trimmed;
    }

    /** The text without leading and trailing whitespace, if that is to be removed. */
    String withoutSurroundingWhitespace(String text) {
        if (!options.trim()) {
            return text;
        }
        int from = 0;
        int to = text.length();
        while (from < to && NameRule.isBlank(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && NameRule.isBlank(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    void add(Problem problem) {
        found.add(problem);
    }

    /** Whether no problem was found that invalidates the row. */
    boolean isGood() {
        return found.stream().noneMatch(problem -> problem.severity() == Severity.PROBLEM);
    }

    List<Problem> found() {
        return List.copyOf(found);
    }
}
