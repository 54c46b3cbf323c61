package io.github.pantree.manifest;

import io.github.pantree.folder.DirId;
import io.github.pantree.support.Problem.Severity;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds cells that do not hold names at all: formulas as text, places on other systems, relative paths. A list has many
 * of a kind, so each kind is one problem of the file.
 */
final class ForeignCells {

    /** Excel keeps digits as text where a CSV file says {@code ="00123"}. */
    private static final Pattern TEXT_FORM = Pattern.compile("=[+-]?[\"“”＂'][^\"“”＂']*[\"“”＂']");

    private static final Pattern FORMULA = Pattern.compile("=\".*|[=+@-][A-Z][A-Z0-9.]+\\(.*", Pattern.DOTALL);

    /** Perhaps a formula, or a text with the mark that Excel hides. */
    private static final Pattern FORMULA_LIKE = Pattern.compile("=.+|'[0-9=+@-].*", Pattern.DOTALL);

    private static final Pattern QUOTED_PATH = Pattern.compile("[\"'“”‘’][/\\\\].*", Pattern.DOTALL);

    /** Also in quotes, as Windows copies paths, or behind a slash. */
    private static final Pattern DRIVE =
            Pattern.compile("[\"']?/?[A-Za-z](:\\s*([\\\\/].*)?|：\\s*[\\\\/].*)", Pattern.DOTALL);

    private static final Pattern SHARE =
            Pattern.compile("[\"']?(\\\\\\\\[^\\\\/].*|//[^/\\\\]+[/\\\\].*)", Pattern.DOTALL);
    private static final Pattern LINK =
            Pattern.compile("[\"']?([A-Za-z][A-Za-z0-9+.-]+[:：]//|file:|mailto:).*", Pattern.DOTALL);
    /** As spreadsheets display dates by default. */
    private static final Pattern DATE = Pattern.compile("\\d{1,4}/\\d{1,2}/\\d{1,4}(\\s+\\d{1,2}:\\d{2}(:\\d{2})?)?");

    private static final Pattern RELATIVE = Pattern.compile("[\"']?\\.\\.?[\\\\/].*", Pattern.DOTALL);

    private final Shape shape;
    private final ProblemSummary summary;

    ForeignCells(Shape shape, ProblemSummary summary) {
        this.shape = shape;
        this.summary = summary;
    }

    /** Adds what is found in a row to the summary; returns whether anything is. */
    boolean find(long line, List<String> cells) {
        boolean found = false;
        for (int i : shape.columns()) {
            String cell = cells.get(i);
            boolean place = shape.nameColumns().contains(i);
            found |= isFormula(line, i + 1, cell) || (place && isElsewhere(line, i + 1, cell));
        }
        int anchor = shape.anchor();
        if (anchor != RowParent.NONE && DirId.seemsToMeanNoParent(cells.get(anchor))) {
            summary.add(Severity.PROBLEM, "cell.topDirId", line, anchor + 1, cells.get(anchor));
            found = true;
        }
        return found;
    }

    private boolean isFormula(long line, int column, String cell) {
        if (cell.isEmpty() || "=+@-'".indexOf(cell.charAt(0)) < 0) {
            return false;
        }
        if (TEXT_FORM.matcher(cell).matches()) {
            summary.add(Severity.PROBLEM, "cell.textForm", line, column, cell);
        } else if (FORMULA.matcher(cell).matches()) {
            summary.add(Severity.PROBLEM, "cell.formulaText", line, column, cell);
        } else {
            if (FORMULA_LIKE.matcher(cell).matches()) {
                summary.add(Severity.WARNING, "cell.formulaLike", line, column, cell);
            }
            return false;
        }
        return true;
    }

    private boolean isElsewhere(long line, int column, String cell) {
        String path = cell.strip();
        if (path.length() < 2) {
            return false;
        }
        if (DRIVE.matcher(path).matches()) {
            summary.add(Severity.PROBLEM, "path.drive", line, column, cell);
        } else if (SHARE.matcher(path).matches()) {
            summary.add(Severity.PROBLEM, "path.share", line, column, cell);
        } else if (LINK.matcher(path).matches()) {
            summary.add(Severity.PROBLEM, "path.link", line, column, cell);
        } else if (!(shape instanceof Shape.Path) && DATE.matcher(path).matches()) {
            summary.add(Severity.PROBLEM, "cell.slashDate", line, column, cell);
        } else if (shape instanceof Shape.Path && QUOTED_PATH.matcher(path).matches()) {
            summary.add(Severity.PROBLEM, "path.quotes", line, column, cell);
        } else if (RELATIVE.matcher(path).matches()) {
            summary.add(Severity.PROBLEM, "path.relative", line, column, cell);
        } else {
            return false;
        }
        return true;
    }
}
