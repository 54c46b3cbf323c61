package io.github.pantree.property;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A random list of folders, written as people and programs write lists. */
final class GeneratedManifest {

    private final String description;
    private final byte[] content;
    private final Set<String> paths;
    private final Expected expected;

    private GeneratedManifest(String description, byte[] content, Set<String> paths, Expected expected) {
        this.description = description;
        this.content = content;
        this.paths = paths;
        this.expected = expected;
    }

    /** The format, the kind of file, and what is special about it. */
    String description() {
        return description;
    }

    byte[] content() {
        return content;
    }

    /** The folders of the list. */
    Set<String> paths() {
        return paths;
    }

    Expected expected() {
        return expected;
    }

    /** The right result of a list. */
    enum Expected {
        /** Its folders, without a problem. */
        FOLDERS,
        /** At least a warning, since it has rows that are valid, but seem to name no folders. */
        WARNING,
        /** A problem, since it is not a manifest. */
        PROBLEM
    }

    private static final List<String> NAMES =
            List.of("图库", "2026", "Q1", "a b", "banner", "商品😀", "A,B", "春季;新款", "0012", "x.y", "Ünï", "宁东大道");

    private enum Format {
        PATH,
        LEVELS,
        TREE;

        private List<String> header() {
            return switch (this) {
                case PATH -> List.of("路径");
                case LEVELS -> List.of("一级目录", "二级目录", "三级目录");
                case TREE -> List.of("编号", "上级编号", "名称");
            };
        }

        private List<String> firstDecorated() {
            return switch (this) {
                case PATH -> List.of("*路径", "路径（必填）", "Path", " 路 径 ");
                case LEVELS -> List.of("*一级目录", "一级目录（必填）", "Level 1");
                case TREE -> List.of("*编号", "编号(必填)", "KEY");
            };
        }
    }

    /** What is special about a list. */
    enum Kind {
        PLAIN,
        DECORATED_HEADER,
        BLANK_ROWS,
        HIDDEN_ROWS,
        MERGED_CELLS,
        PHONETIC_RUNS,
        FORMULAS,
        REPEATED_HEADER,
        DRIVE,
        LINK,
        CYCLE,
        FORBIDDEN_CHARACTER,
        TITLE,
        DATE_WITH_SLASHES,
        QUOTED_PATH,
        NOTE,
        EXPLANATION,
        OTHER_HEADER,
        PLACE,
        FORMULA_AS_TEXT;

        private boolean needsWorkbook() {
            return this == HIDDEN_ROWS || this == MERGED_CELLS || this == PHONETIC_RUNS || this == FORMULAS;
        }

        private Expected expected() {
            return switch (this) {
                case REPEATED_HEADER, DRIVE, LINK, CYCLE, FORBIDDEN_CHARACTER, TITLE, DATE_WITH_SLASHES, QUOTED_PATH ->
                    Expected.PROBLEM;
                case NOTE, EXPLANATION, OTHER_HEADER, PLACE, FORMULA_AS_TEXT -> Expected.WARNING;
                default -> Expected.FOLDERS;
            };
        }
    }

    /** The list of this seed. */
    static GeneratedManifest of(long seed) throws IOException {
        return new Generator(new Random(seed)).generate();
    }

    private static final class Generator {

        private final Random random;
        private final Kind kind;
        private final Format format;
        private final Map<String, List<String>> folders = new LinkedHashMap<>();
        private final List<List<String>> rows = new ArrayList<>();

        Generator(Random random) {
            this.random = random;
            this.kind = any(List.of(Kind.values()));
            this.format = switch (kind) {
                case MERGED_CELLS, DATE_WITH_SLASHES, EXPLANATION, FORMULA_AS_TEXT -> Format.LEVELS;
                case CYCLE -> Format.TREE;
                case DRIVE, LINK, QUOTED_PATH, OTHER_HEADER, PLACE -> Format.PATH;
                default -> any(List.of(Format.values()));
            };
        }

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        GeneratedManifest generate() throws IOException {
            for (int i = random.nextInt(6); i >= 0; i--) {
                List<String> path = IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(depth -> any(NAMES))
                        .toList();
                IntStream.rangeClosed(1, path.size())
                        .forEach(depth -> folders.putIfAbsent(path(path.subList(0, depth)), path.subList(0, depth)));
            }
            addRows();
            change();
            rows.add(0, header());
            if (kind == Kind.TITLE) {
                rows.add(0, List.of(any(List.of("2026年素材目录表", "素材清单：张三", "#list"))));
            }
            boolean workbook = kind.needsWorkbook() || random.nextInt(3) == 0;
            String file = workbook ? "workbook" : "text";
            return new GeneratedManifest(
                    kind + " " + format + " " + file,
                    workbook ? workbook() : text(),
                    new TreeSet<>(folders.keySet()),
                    kind.expected());
        }

        private static String path(List<String> names) {
            return names.stream().collect(Collectors.joining("/", "/", ""));
        }

        private List<String> header() {
            List<String> header = new ArrayList<>(format.header());
            if (kind == Kind.DECORATED_HEADER) {
                header.set(0, any(format.firstDecorated()));
            }
            return header;
        }

        private void addRows() {
            List<String> keys = new ArrayList<>(folders.keySet());
            folders.forEach((path, names) -> rows.add(
                    switch (format) {
                        case PATH -> List.of(path);
                        case LEVELS ->
                            IntStream.range(0, format.header().size())
                                    .mapToObj(i -> i < names.size() ? names.get(i) : "")
                                    .toList();
                        case TREE ->
                            List.of(
                                    "k" + keys.indexOf(path),
                                    names.size() == 1
                                            ? ""
                                            : "k" + keys.indexOf(path(names.subList(0, names.size() - 1))),
                                    names.get(names.size() - 1));
                    }));
            if (kind == Kind.MERGED_CELLS) {
                rows.sort((one, other) -> one.get(0).compareTo(other.get(0)));
            } else {
                Collections.shuffle(rows, random);
            }
        }

        /** Makes the rows invalid or doubtful, if the kind of the list is. */
        private void change() {
            int at = random.nextInt(rows.size());
            List<String> row = new ArrayList<>(rows.get(at));
            int name = format == Format.TREE ? 2 : 0;
            switch (kind) {
                case REPEATED_HEADER -> rows.add(at, format.header());
                case DRIVE -> rows.set(at, List.of("D:\\素材" + row.get(0)));
                case LINK -> rows.set(at, List.of("https://www.123pan.com" + row.get(0)));
                case FORBIDDEN_CHARACTER -> {
                    row.set(name, row.get(name) + any(List.of("?", "*", ":", "|", "<", "\"")));
                    rows.set(at, row);
                }
                case CYCLE -> {
                    rows.add(List.of("c1", "c2", "x"));
                    rows.add(List.of("c2", "c1", "y"));
                }
                case DATE_WITH_SLASHES -> {
                    row.set(0, any(List.of("2026/3/1", "3/1/2026 0:00")));
                    rows.set(at, row);
                }
                case QUOTED_PATH -> rows.set(at, List.of("“" + row.get(0) + "”"));
                case OTHER_HEADER -> rows.add(at, List.of(any(List.of("path", "文件夹", "目录路径"))));
                case PLACE -> rows.set(at, List.of(any(List.of("~", "www.123pan.com", "此电脑")) + row.get(0)));
                case EXPLANATION -> rows.add(0, List.of(any(List.of("必填，如：图库", "文本")), "文本", ""));
                case NOTE -> addNote(at);
                case FORMULA_AS_TEXT -> {
                    row.set(0, any(List.of("=A1&B1", "'0012")));
                    rows.set(at, row);
                }
                case BLANK_ROWS ->
                    rows.add(at, Collections.nCopies(format.header().size(), any(List.of("", " ", "　"))));
                default -> {}
            }
        }

        private void addNote(int at) {
            String note = any(List.of("合计", "共 3 个文件夹", "# 备注"));
            rows.add(at, format == Format.TREE ? List.of("z", "", note) : padded(note));
        }

        private List<String> padded(String cell) {
            List<String> row =
                    new ArrayList<>(Collections.nCopies(format.header().size(), ""));
            row.set(0, cell);
            return row;
        }

        private byte[] text() {
            char delimiter = any(List.of(',', ';', '\t'));
            String lineEnd = any(List.of("\n", "\r\n", "\r"));
            String text = rows.stream()
                    .map(row -> row.stream()
                            .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                            .collect(Collectors.joining(String.valueOf(delimiter), "", lineEnd)))
                    .collect(Collectors.joining());
            return switch (random.nextInt(5)) {
                case 0 -> text.getBytes(StandardCharsets.UTF_8);
                case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
                case 2 -> text.getBytes(Charset.forName("GB18030"));
                case 3 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
                default -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);
            };
        }

        private byte[] workbook() throws IOException {
            boolean old = kind != Kind.PHONETIC_RUNS && random.nextInt(4) == 0;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Workbook book = old ? new HSSFWorkbook() : new XSSFWorkbook()) {
                Sheet sheet = book.createSheet("清单");
                for (int number = 0; number < rows.size(); number++) {
                    fill(sheet.createRow(number), rows.get(number));
                }
                if (kind == Kind.MERGED_CELLS) {
                    mergeEqualCells(sheet);
                }
                book.write(bytes);
            }
            return kind == Kind.PHONETIC_RUNS ? withPhoneticRuns(bytes.toByteArray()) : bytes.toByteArray();
        }

        private void fill(Row row, List<String> cells) {
            for (int column = 0; column < cells.size(); column++) {
                Cell cell = row.createCell(column);
                if (kind == Kind.FORMULAS && row.getRowNum() > 0 && random.nextBoolean()) {
                    cell.setCellFormula("\"" + cells.get(column) + "\"");
                }
                cell.setCellValue(cells.get(column));
            }
            row.setZeroHeight(kind == Kind.HIDDEN_ROWS && row.getRowNum() > 0 && random.nextBoolean());
        }

        /** Merges equal cells below each other in the first column, of which a spreadsheet keeps the first. */
        private static void mergeEqualCells(Sheet sheet) {
            int first = 1;
            for (int number = 2; number <= sheet.getLastRowNum() + 1; number++) {
                String value = sheet.getRow(first).getCell(0).getStringCellValue();
                Row row = sheet.getRow(number);
                if (row == null || !row.getCell(0).getStringCellValue().equals(value)) {
                    for (int below = first + 1; below < number; below++) {
                        sheet.getRow(below).getCell(0).setBlank();
                    }
                    if (number - first > 1) {
                        sheet.addMergedRegion(new CellRangeAddress(first, number - 1, 0, 0));
                    }
                    first = number;
                }
            }
        }

        /** Adds to each text how it is pronounced, as Excel does for Japanese. */
        private static byte[] withPhoneticRuns(byte[] book) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(book));
                    ZipOutputStream out = new ZipOutputStream(bytes)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    byte[] content = in.readAllBytes();
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(
                            entry.getName().endsWith("sharedStrings.xml")
                                    ? new String(content, StandardCharsets.UTF_8)
                                            .replace("</si>", "<rPh sb=\"0\" eb=\"1\"><t>dao</t></rPh></si>")
                                            .getBytes(StandardCharsets.UTF_8)
                                    : content);
                }
            }
            return bytes.toByteArray();
        }
    }
}
