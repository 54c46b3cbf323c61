package io.github.pantree.manifest;

import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.FormulaEscaper;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the rows of a manifest one by one. Findings that many rows share go to the summary. */
final class RowChecker {

    /** A longer row is not a row of names. */
    private static final int MAX_ROW_LENGTH = 200_000;

    /** Rows below the header in which templates explain the columns. */
    private static final int EXPLAINED_ROWS = 3;

    private static final Pattern EXPLANATION = Pattern.compile("(?i)[（(【\\[]?\\s*(必填|选填|可选|非必填|必须填写?|可不填|可为空|可空"
            + "|required|optional|mandatory)\\s*([)）】\\]:：,，、;；。(（].*)?"
            + "|(示例|样例|例如?|如|填写说明|填写要求|说明|注意?|格式|e\\.g\\.|example|for example|note)\\s*[:：].*"
            + "|.*[（(【](必填|选填|可选|可不填|required|optional)[)）】]");

    /** The notation {@code ="00123"} in CSV files, with which Excel keeps digits as text. */
    private static final Pattern TEXT_FORM = Pattern.compile("=\"[^\"]*\"");

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:([\\\\/].*)?", Pattern.DOTALL);
    private static final Pattern SHARE = Pattern.compile("\\\\\\\\[^\\\\/].*|//[^/]+/.*", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*", Pattern.DOTALL);

    private final ManifestOptions options;
    private final ManifestSource source;
    private final List<String> header;
    private final Shape shape;
    private final ProblemSummary summary;
    private final boolean rejects;
    private int rows;

    RowChecker(
            ManifestOptions options, ManifestSource source, List<String> header, Shape shape, ProblemSummary summary) {
        this.options = options;
        this.source = source;
        this.header = header;
        this.shape = shape;
        this.summary = summary;
        this.rejects = Manifest.isRejects(header);
    }

    ManifestRow check(Row row) {
        long line = row.line();
        List<String> written = completed(row);
        Problem unfit = unfit(line, written);
        if (unfit != null) {
            return ManifestRow.bad(unfit);
        }
        List<Problem> flaws = row.flaws().stream()
                .filter(flaw -> shape.columns().contains(flaw.column() - 1))
                .toList();
        if (!flaws.isEmpty()) {
            return new ManifestRow(line, List.of(), List.of(), flaws);
        }
        NameChecker names = new NameChecker(options);
        List<String> cells = rejects ? unescaped(line, written, names) : written;
        if (hasForeignForm(line, cells)) {
            return new ManifestRow(line, cells, List.of(), List.of());
        }
        if (row.hidden()) {
            summary.add(Severity.WARNING, "row.hidden", line, 1, text(cells));
        }
        if (rows++ < EXPLAINED_ROWS) {
            findExplanation(line, cells, names);
        }
        List<FolderRequest> requests = shape.read(line, cells, names);
        findPatterns(line, cells, requests);
        return new ManifestRow(line, cells, requests, names.found());
    }

    /** Adds the values of merged cells, and trailing empty cells that a program omitted. */
    private List<String> completed(Row row) {
        List<String> cells = padded(row.cells());
        if (row.merged().isEmpty()) {
            return cells;
        }
        List<String> completed = new ArrayList<>(cells);
        row.merged().forEach((column, value) -> {
            if (column < completed.size() && completed.get(column).isEmpty() && !shape.isOwnName(column)) {
                completed.set(column, value);
                summary.add(Severity.CHANGE, "row.merged", row.line(), column + 1, value);
            }
        });
        return completed;
    }

    /** Removes trailing empty cells, which spreadsheets add to rows or the header. */
    private List<String> padded(List<String> cells) {
        int width = header.size();
        if (cells.size() > width && cells.subList(width, cells.size()).stream().allMatch(String::isBlank)) {
            return cells.subList(0, width);
        }
        if (cells.size() < width
                && (source.leavesOutEmptyCells()
                        || header.subList(cells.size(), width).stream().allMatch(String::isBlank))) {
            List<String> padded = new ArrayList<>(cells);
            while (padded.size() < width) {
                padded.add("");
            }
            return padded;
        }
        return cells;
    }

    private @Nullable Problem unfit(long line, List<String> cells) {
        int width = header.size();
        if (cells.size() != width) {
            int column = Math.min(cells.size(), width) + 1;
            return Problem.of(line, column, source.raggedRowKey(), text(cells), cells.size(), width);
        }
        int length = cells.stream().mapToInt(String::length).sum();
        if (length > MAX_ROW_LENGTH) {
            return Problem.of(line, 1, "row.long", cells.get(0), MAX_ROW_LENGTH);
        }
        return repeatsHeader(cells) ? Problem.of(line, 1, "row.header", text(cells)) : null;
    }

    /** Whether the row repeats the header line, as in joined files. */
    private boolean repeatsHeader(List<String> cells) {
        List<Integer> columns = shape.columns();
        boolean same = cells.equals(header);
        return same
                || (columns.size() > 1
                        && columns.stream().allMatch(i -> ColumnNames.isNameOf(header.get(i), cells.get(i))));
    }

    private String text(List<String> cells) {
        return String.join(source.format().delimiter(), cells);
    }

    private List<String> unescaped(long line, List<String> written, NameChecker names) {
        List<String> cells = written.stream().map(FormulaEscaper::unescape).toList();
        for (int i : shape.columns()) {
            if (!written.get(i).equals(cells.get(i))) {
                names.add(Problem.of(Severity.CHANGE, line, i + 1, "row.apostrophe", written.get(i), cells.get(i)));
            }
        }
        return cells;
    }

    /** Whether cells do not contain names at all: Excel's text notation, or paths of other systems. */
    private boolean hasForeignForm(long line, List<String> cells) {
        boolean found = false;
        for (int i : shape.columns()) {
            String cell = cells.get(i);
            if (cell.startsWith("=\"") && TEXT_FORM.matcher(cell).matches()) {
                summary.add(Severity.PROBLEM, "cell.textForm", line, i + 1, cell);
                found = true;
            }
        }
        if (!found && shape instanceof Shape.Path path) {
            return isElsewhere(line, path.path() + 1, cells.get(path.path()).strip());
        }
        return found;
    }

    private boolean isElsewhere(long line, int column, String path) {
        if (DRIVE.matcher(path).matches()) {
            summary.add(Severity.PROBLEM, "path.drive", line, column, path);
        } else if (SHARE.matcher(path).matches()) {
            summary.add(Severity.PROBLEM, "path.share", line, column, path);
        } else if (LINK.matcher(path).matches()) {
            summary.add(Severity.PROBLEM, "path.link", line, column, path);
        } else {
            return false;
        }
        return true;
    }

    private void findExplanation(long line, List<String> cells, NameChecker names) {
        shape.columns().stream()
                .filter(i -> EXPLANATION.matcher(cells.get(i).strip()).matches())
                .findFirst()
                .ifPresent(i -> names.add(Problem.of(Severity.WARNING, line, i + 1, "row.explanation", cells.get(i))));
    }

    private void findPatterns(long line, List<String> cells, List<FolderRequest> requests) {
        boolean path = shape instanceof Shape.Path;
        for (FolderRequest request : requests) {
            NamePattern pattern = NamePattern.of(request.name(), request.line() != null, path);
            if (pattern != null) {
                summary.add(Severity.WARNING, pattern.key(), line, request.column(), request.name());
            }
        }
        for (int i : shape.references()) {
            if (!cells.get(i).isEmpty() && NamePattern.isPlaceholder(cells.get(i))) {
                summary.add(Severity.WARNING, NamePattern.PLACEHOLDER.key(), line, i + 1, cells.get(i));
            }
        }
    }
}
