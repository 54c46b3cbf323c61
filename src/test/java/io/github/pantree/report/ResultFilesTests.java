package io.github.pantree.report;

import static io.github.pantree.report.LedgerFile.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerReport.FolderVisitor;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Row.MissingCellPolicy;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultFilesTests {

    private static final List<String> HEADER = List.of("key", "parent_key", "name", "note");

    @TempDir
    private Path home;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private LedgerFile file;

    @SuppressWarnings("NullAway.Init") // before each test
    private ResultFiles results;

    @BeforeEach
    void open() throws IOException {
        file = new LedgerFile(home);
        results = new ResultFiles(home.resolve("run"), ByteOrderMark.AUTO);
    }

    private void write(ResultFiles files) throws IOException {
        files.write(file.ledger().report(), file.manifest(), (folder, parent) -> {});
    }

    @Test
    void writesTheOutcomeOfEachFolder() throws IOException {
        resolve("UTF-8", false, ",", row(2, "a", "", "=n"), row(3, "b", "a", "m"), row(4, "c", "", "k"));
        change(1, FolderState.CREATED, "11", null);
        change(2, FolderState.SENT, "13", null);
        change(3, FolderState.FAILED, null, "no, never");
        write(results);
        assertThat(home.resolve("run/result.csv")).hasContent("""
            line,path,name,dir_id,parent_dir_id,status,message,trace_id,note
            2,/a,a,11,top,created,,t,'=n
            4,/c,c,,top,pending,%s,t,k
            3,/a/b,b,,11,failed,"no, never",t,m
            """.formatted(Messages.format("row.inDoubt")));
    }

    @Test
    void writesRejectsWithTheirParentsInTheFormatOfTheManifest() throws IOException {
        resolve("GB18030", false, ";", row(2, "b", "图", "n"), row(3, "图", "", "x"), row(4, "c", "", "k"));
        change(1, FolderState.CREATED, "11", null);
        change(2, FolderState.CREATED, "12", null);
        change(3, FolderState.FAILED, null, "no");
        write(results);
        assertThat(Files.readString(home.resolve("run/rejects.csv"), Charset.forName("GB18030")))
                .isEqualTo("key;parent_key;name;note;error\nb;图;b;n;no\n图;;图;x;\n");
    }

    @Test
    void marksRejectsInUtf8OnlyIfTheyAreNotAscii() throws IOException {
        resolve("UTF-8", false, ",", row(2, "a", "", "n"));
        change(1, FolderState.FAILED, null, "no");
        write(results);
        assertThat(Files.readString(home.resolve("run/rejects.csv"))).startsWith("key,");
        change(1, FolderState.FAILED, null, "é");
        write(results);
        assertThat(Files.readString(home.resolve("run/rejects.csv")))
                .startsWith("\uFEFFkey,")
                .endsWith("a,,a,n,é\n");
    }

    @Test
    void deletesTheRejectsOfAnEarlierRunOnceAllIsDone() throws IOException {
        resolve("UTF-8", false, ",", row(2, "a", "", "n"));
        write(results);
        assertThat(home.resolve("run/rejects.csv")).hasContent("key,parent_key,name,note,error\na,,a,n,pending");
        change(1, FolderState.EXISTED, "11", null);
        write(results);
        assertThat(home.resolve("run/rejects.csv")).doesNotExist();
    }

    @Test
    void writesTheSameAsAWorkbookInTheDisplayLanguage() throws IOException {
        resolve("UTF-8", false, ",", row(2, "a", "", "=n"), row(3, "b", "a", "007"), row(4, "c", "b", " k "));
        change(1, FolderState.CREATED, "11", null);
        change(2, FolderState.FAILED, null, Messages.format("row.file"));
        change(3, FolderState.BLOCKED, null, "no");
        assertThat(workbook("en", "result"))
                .containsExactly(
                        List.of(
                                "line",
                                "path",
                                "name",
                                "dir_id",
                                "parent_dir_id",
                                "status",
                                "message",
                                "trace_id",
                                "note"),
                        List.of("2", "/a", "a", "11", "top", "created", "", "t", "=n"),
                        List.of("3", "/a/b", "b", "", "11", "failed", Messages.format("row.file"), "t", "007"),
                        List.of("4", "/a/b/c", "c", "", "", "blocked", "no", "t", " k "));
        assertThat(workbook("en", "failures").get(1))
                .startsWith("3", "/a/b", "failed", "a file has this name")
                .contains("rename or delete the file on 123pan, or rename the folder in the manifest");
        assertThat(workbook("zh", "结果").get(0))
                .startsWith("行号", "路径", "名称", "dirID")
                .endsWith("note");
        assertThat(workbook("zh", "结果").get(2)).contains("失败");
        assertThat(workbook("zh", "失败")).hasSize(3);
    }

    @Test
    void doesNotWriteAWorkbookThatCannotHoldAllRows() throws IOException {
        resolve("UTF-8", false, ",", row(2, "a", "", "n"), row(3, "b", "", "n"));
        Path old = Files.createFile(home.resolve("old.xlsx"));
        List<String> visited = new ArrayList<>();
        ManifestFormat columns = file.ledger().report().format(file.manifest());
        new ResultWorkbook(old, 1).writeResult(file.ledger().report(), file.manifest(), columns, loop(visited));
        assertThat(old).doesNotExist();
        assertThat(visited).hasSize(2);
        new ResultWorkbook(old, 2).writeResult(file.ledger().report(), file.manifest(), columns, loop(visited));
        assertThat(visited).hasSize(4);
        assertThat(old).exists();
    }

    private Consumer<FolderVisitor> loop(List<String> visited) {
        return rows -> file.ledger().report().forEachFolder(file.manifest(), (row, parent) -> {
            visited.add(row.path());
            rows.visit(row, parent);
        });
    }

    @ParameterizedTest
    @CsvSource({"AUTO, false, true", "ALWAYS, true, true", "NEVER, false, false"})
    void writesByteOrderMarksAsSet(ByteOrderMark mark, boolean result, boolean rejects) throws IOException {
        resolve("UTF-8", true, ",", row(2, "a", "", "n"));
        write(new ResultFiles(home.resolve("run"), mark));
        assertThat(Files.readString(home.resolve("run/result.csv")).startsWith("\uFEFF"))
                .isEqualTo(result);
        assertThat(Files.readString(home.resolve("run/rejects.csv")).startsWith("\uFEFF"))
                .isEqualTo(rejects);
    }

    private List<List<String>> workbook(String language, String sheet) throws IOException {
        Locale before = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        try {
            write(results);
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }
        try (XSSFWorkbook opened = new XSSFWorkbook(Files.newInputStream(home.resolve("run/result.xlsx")))) {
            List<List<String>> rows = new ArrayList<>();
            for (Row row : opened.getSheet(sheet)) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < opened.getSheet(sheet).getRow(0).getLastCellNum(); i++) {
                    cells.add(row.getCell(i, MissingCellPolicy.CREATE_NULL_AS_BLANK)
                            .getStringCellValue());
                }
                rows.add(cells);
            }
            return rows;
        }
    }

    @Test
    void escapesFormulasInWhatTheServerAnswered() throws IOException {
        resolve("UTF-8", false, ",", row(2, "a", "", "n"));
        change(1, FolderState.CREATED, "=1+1", "@SUM(A1)");
        write(results);
        assertThat(Files.readString(home.resolve("run/result.csv")))
                .contains("2,/a,a,'=1+1,", ",created,'@SUM(A1),t,n");
    }

    @Test
    void writesProblemsIfThereAreAny() throws IOException {
        results.writeProblems(file.ledger().report(), file.manifest());
        assertThat(home.resolve("run/problems.csv")).doesNotExist();
        file.ledger().manifests().clearStaging(file.manifest());
        Problem problem = new Problem(7, 0, Severity.WARNING, "what", "=v", "rule", "remedy");
        file.ledger().manifests().stage(file.manifest(), List.of(), List.of(problem));
        results.writeProblems(file.ledger().report(), file.manifest());
        assertThat(Files.readString(home.resolve("run/problems.csv")))
                .isEqualTo((Messages.isAsciiLanguage() ? "" : "\uFEFF")
                        + "line,column,severity,what,value,rule,remedy\n7,1,warning,what,'=v,rule,remedy\n");
    }

    @Test
    void writesDifferencesAndSaysWhere() throws IOException {
        resolve("UTF-8", false, ",", row(2, "a", "", "n"));
        file.checks().begin(file.manifest());
        file.checks()
                .record(
                        file.manifest(),
                        List.of(new VerificationStore.Check(
                                1, VerificationStore.State.OTHER, new DirId("9"), "detail")));
        file.checks().recordExtras(file.manifest(), List.of(new VerificationStore.Extra(0, "more", new DirId("8"))));
        Path differences = results.writeDifferences(file.checks(), file.manifest());
        assertThat(differences).isEqualTo(home.resolve("run/differences.csv")).hasContent("""
            line,path,status,expected_dir_id,found_dir_id,message
            2,/a,other,,9,detail
            ,/more,extra,,8,
            """);
    }

    private void resolve(String encoding, boolean mark, String delimiter, StagedRow... rows) {
        CsvFormat writing = new CsvFormat(encoding, mark, delimiter);
        file.resolve(new ManifestFormat(HEADER, List.of(3), true, 2, writing), rows);
    }

    private void change(long number, FolderState state, @Nullable String dirId, @Nullable String message) {
        DirId id = dirId == null ? null : new DirId(dirId);
        file.ledger()
                .folders()
                .saveOutcomes(file.manifest(), List.of(new FolderUpdate(number, state, false, id, message, "t")));
    }
}
