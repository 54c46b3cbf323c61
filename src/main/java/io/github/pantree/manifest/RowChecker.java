package io.github.pantree.manifest;

import io.github.pantree.folder.NameRule;
import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.FormulaEscaper;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks the rows of a manifest one by one. Findings that many rows share go to the summary. */
final class RowChecker {

    /** A longer row is not a row of names. */
    private static final int MAX_ROW_LENGTH = 200_000;

    /** Rows below the header in which templates explain the columns. */
    private static final int EXPLAINED_ROWS = 3;

    private static final String MAY_BE_EMPTY =
            "必填项?|选填项?|可选|非必填项?|必须填写?|可不填|可为空|可空|不能为空|不可为空|required|optional|mandatory";
    private static final Pattern EXPLANATION = Pattern.compile("(?i)[*＊]?[（(【\\[]?\\s*(" + MAY_BE_EMPTY
            + ")\\s*([)）】\\]:：,，、;；。.(（].*)?"
            + "|(填写示例|填写样例|示例|样例|例如?|如|填写说明|填写要求|说明|注意?|格式|e\\.g\\.|example|for example|note)\\s*[:：].*"
            + "|(例如|e\\.g\\.)\\s.*|填写(示例|样例|说明)|示例(行|数据)|请(在此)?(填写|输入|选择|勿).*|[此本该]行[为是仅请勿，,].*"
            + "|(不超过|最多|不多于|至多|限)\\s*\\d+\\s*个?(字|汉字|字符).*|(请?填写|请?输入).*(目录|文件夹|名称|路径|编号).*"
            + "|.*[（(【](必填|选填|可选|可不填|required|optional)[)）】]");

    /** Below the names of the columns, some exports have their types. */
    private static final Pattern TYPE =
            Pattern.compile("(?i)文本|字符串?|数字|数值|整数|日期|string|text|(var|n|nvar)?char2?(\\(\\d+\\))?"
                    + "|int(eger)?|bigint|number|date(time)?");

    /** A total, a note or a comment, which people write below or between the rows. */
    private static final Pattern NO_FOLDER = Pattern.compile("(?i)[合总小]计|共\\s*\\d+\\s*(个|条|行|项).*"
            + "|(备注|说明|注|制表人?|制单人?|审核人?|填表人|填表日期|制表日期)\\s*[:：].*|(sub|grand )?totals?|#\\s.*|-{3,}.*");

    private static final String NO_FOLDER_BEGIN = "合总小共备说注制审填tTsSgG#-";

    private final ManifestOptions options;
    private final ManifestSource source;
    private final List<String> header;
    private final Shape shape;
    private final ProblemSummary summary;
    private final ForeignCells foreign;
    private final UnreadParents unreadParents;
    private final ColumnNames names;
    private final List<String> headerNames;
    private final List<Integer> parentColumns;
    private final boolean rejects;
    private String ordinary = "";
    private int rows;

    RowChecker(
            ManifestOptions options, ManifestSource source, List<String> header, Shape shape, ProblemSummary summary) {
        this.options = options;
        this.source = source;
        this.header = header;
        this.shape = shape;
        this.summary = summary;
        this.foreign = new ForeignCells(shape, summary);
        this.unreadParents = new UnreadParents(header, shape, summary);
        this.names = new ColumnNames(options.columns());
        this.headerNames = header.stream().map(ColumnNames::normal).toList();
        this.parentColumns = IntStream.range(0, header.size())
                .filter(i -> !shape.columns().contains(i) && ColumnNames.mayHoldParents(header.get(i)))
                .boxed()
                .toList();
        this.rejects = Manifest.isRejects(header);
    }

    ManifestRow check(Row row) {
        long line = row.line();
        List<String> written = completed(row);
        if (repeatsHeader(written)) {
            summary.add(Severity.PROBLEM, "row.header", line, 1, text(written));
            return new ManifestRow(line, written, List.of(), List.of());
        }
        Problem unfit = unfit(line, written);
        if (unfit != null) {
            return ManifestRow.bad(unfit);
        }
        List<Problem> flaws = flaws(row);
        if (!flaws.isEmpty()) {
            return new ManifestRow(line, List.of(), List.of(), flaws);
        }
        NameChecker checker = new NameChecker(options);
        List<String> cells = rejects ? unescaped(line, written, checker) : written;
        boolean unusedParent = hasUnusedParent(line, cells);
        if (foreign.find(line, cells) || unusedParent) {
            return new ManifestRow(line, cells, List.of(), List.of());
        }
        findDoubts(row, cells, checker);
        List<FolderRequest> requests = shape.read(line, withoutBlanks(line, cells), checker);
        findPatterns(line, cells, requests);
        return new ManifestRow(line, cells, requests, checker.found());
    }

    /** Warns of a row that may not be meant as a folder. */
    private void findDoubts(Row row, List<String> cells, NameChecker checker) {
        long line = row.line();
        if (row.hidden()) {
            summary.add(Severity.WARNING, "row.hidden", line, 1, text(cells));
        }
        if (shape instanceof Shape.Path path && ColumnNames.isPathName(cells.get(path.path()))) {
            summary.add(Severity.WARNING, "row.headerLike", line, path.path() + 1, text(cells));
        }
        if (rows++ >= EXPLAINED_ROWS || !findExplanation(line, cells, checker)) {
            findNote(line, cells);
        }
        unreadParents.find(line, cells);
    }

    private List<Problem> flaws(Row row) {
        return row.flaws().stream()
                .filter(flaw -> shape.columns().contains(flaw.column() - 1))
                .toList();
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

    /** A cell of whitespace in a column that may be empty is empty. */
    private List<String> withoutBlanks(long line, List<String> cells) {
        List<String> changed = cells;
        for (int i : shape.optionalColumns()) {
            String cell = cells.get(i);
            if (!cell.isEmpty()
                    && NameRule.isBlank(cell.codePointAt(0))
                    && cell.codePoints().allMatch(NameRule::isBlank)) {
                changed = changed == cells ? new ArrayList<>(cells) : changed;
                changed.set(i, "");
                summary.add(Severity.CHANGE, "cell.blank", line, i + 1, cell);
            }
        }
        return changed;
    }

    /** A dirID in a column of another name is likely the parent, and the row would go to another place. */
    private boolean hasUnusedParent(long line, List<String> cells) {
        boolean found = false;
        for (int i : parentColumns) {
            if (UnreadParents.DIR_ID.matcher(cells.get(i)).matches()) {
                summary.add(Severity.PROBLEM, "cell.parent", line, i + 1, cells.get(i));
                found = true;
            }
        }
        return found;
    }

    private @Nullable Problem unfit(long line, List<String> cells) {
        int width = header.size();
        if (cells.size() != width) {
            int column = Math.min(cells.size(), width) + 1;
            return Problem.of(line, column, source.raggedRowKey(), text(cells), cells.size(), width);
        }
        int length = cells.stream().mapToInt(String::length).sum();
        return length > MAX_ROW_LENGTH ? Problem.of(line, 1, "row.long", cells.get(0), MAX_ROW_LENGTH) : null;
    }

    /** Whether the row repeats the header line of this file or of another, as in joined files. */
    private boolean repeatsHeader(List<String> cells) {
        int first = shape.columns().get(0);
        return isHeader(cells)
                || (shape.columns().size() > 1
                        && first < cells.size()
                        && isColumnName(cells.get(first))
                        && !names.meanings(cells).shapes().isEmpty()
                        && shape.columns().stream()
                                .filter(i -> i < cells.size())
                                .map(cells::get)
                                .allMatch(cell -> cell.isEmpty() || ColumnNames.isName(cell)));
    }

    /** Rows often begin like the row above. */
    private boolean isColumnName(String cell) {
        if (cell.equals(ordinary)) {
            return false;
        }
        boolean name = ColumnNames.isName(cell);
        ordinary = name ? ordinary : cell;
        return name;
    }

    private boolean isHeader(List<String> cells) {
        return cells.size() == header.size()
                && IntStream.range(0, cells.size()).allMatch(i -> ColumnNames.isSame(headerNames.get(i), cells.get(i)));
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

    /** Only in the first cell with content. */
    private void findNote(long line, List<String> cells) {
        for (int i : shape.nameColumns()) {
            String cell = cells.get(i).strip();
            if (!cell.isEmpty()) {
                if (NO_FOLDER_BEGIN.indexOf(cell.charAt(0)) >= 0
                        && NO_FOLDER.matcher(cell).matches()) {
                    summary.add(Severity.WARNING, "row.note", line, i + 1, cells.get(i));
                }
                return;
            }
        }
    }

    private boolean findExplanation(long line, List<String> cells, NameChecker names) {
        List<String> texts = shape.columns().stream()
                .map(i -> cells.get(i).strip())
                .filter(cell -> !cell.isEmpty())
                .toList();
        boolean types = texts.size() > 1
                && texts.stream().allMatch(cell -> TYPE.matcher(cell).matches());
        Optional<Integer> found = shape.columns().stream()
                .filter(i -> types || EXPLANATION.matcher(cells.get(i).strip()).matches())
                .findFirst();
        found.ifPresent(i -> names.add(Problem.of(Severity.WARNING, line, i + 1, "row.explanation", cells.get(i))));
        return found.isPresent();
    }

    private void findPatterns(long line, List<String> cells, List<FolderRequest> requests) {
        boolean path = shape instanceof Shape.Path;
        for (FolderRequest request : requests) {
            NamePattern pattern = NamePattern.of(request.name(), request.line() != null, path);
            if (pattern != null) {
                summary.add(Severity.WARNING, pattern.key(), line, request.column(), request.name());
            }
        }
        for (int i : shape.nameColumns()) {
            if (path && NamePattern.isPlace(cells.get(i))) {
                summary.add(Severity.WARNING, "path.place", line, i + 1, cells.get(i));
            }
            if (requests.isEmpty() || path) {
                findPlaceholder(line, i, cells.get(i));
            }
        }
        shape.references().forEach(i -> findPlaceholder(line, i, cells.get(i)));
    }

    private void findPlaceholder(long line, int position, String cell) {
        if (NamePattern.isPlaceholder(cell) || NamePattern.endsWithError(cell)) {
            summary.add(Severity.WARNING, NamePattern.PLACEHOLDER.key(), line, position + 1, cell);
        }
    }
}
