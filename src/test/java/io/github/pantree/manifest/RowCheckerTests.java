package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pantree.manifest.workbook.Workbooks;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content of a list other than folders, in CSV files and workbooks. */
final class RowCheckerTests {

    @TempDir
    private Path folder;

    @Test
    void refusesRowsThatAreTheHeaderAgain() throws Exception {
        String header = "一级目录,二级目录";
        assertThat(problems(header + "\n图库,A\n\ufeff" + header + "\n图库,B\n"))
                .containsExactly(repeatedHeader(3, "\ufeff" + header));
        assertThat(problems("path\n/a\npath\n")).containsExactly(repeatedHeader(3, "path"));
        assertThat(problems("一级目录,二级目录,备注\n图库,A,x\nlevel1,level2,note\n"))
                .containsExactly(repeatedHeader(3, "level1,level2,note"));
        assertThat(problems("path,note\n/path,note\n/note,path\n")).isEmpty();
        assertThat(problems("path\n/a\n\ufeffPath\n")).containsExactly(repeatedHeader(3, "\ufeffPath"));
        assertThat(problems("level1,level2\na,b\nlevel2,level1\n")).containsExactly(repeatedHeader(3, "level2,level1"));
        assertThat(problems("level1,level2\na,b\n一级目录,二级目录,三级目录\n"))
                .containsExactly(repeatedHeader(3, "一级目录,二级目录,三级目录"));
        assertThat(problems("level1,level2\n一级（必填）,二级（选填）\n")).containsExactly(repeatedHeader(2, "一级（必填）,二级（选填）"));
    }

    @Test
    void reportsRepeatedHeadersOnce() throws Exception {
        assertThat(problems("path\n/a\npath\n/b\npath\n"))
                .containsExactly(Problem.of(3, 1, "row.header", "path", 2, "3, 5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"路径", "Path", "目录", "文件夹路径", "路徑", "資料夾"})
    void warnsOfARowThatIsAnotherNameOfTheHeader(String name) throws Exception {
        assertThat(problems("完整路径,备注\n/a,x\n" + name + ",说明\n/b,y\n"))
                .containsExactly(Problem.of(Severity.WARNING, 3, 1, "row.headerLike", name + ",说明", 1, "3"));
    }

    @Test
    void acceptsFoldersThatAreCalledLikeAColumn() throws Exception {
        assertThat(problems("path\n/path\n/图库/路径\n名称\n")).isEmpty();
    }

    private static Problem repeatedHeader(long line, String row) {
        return Problem.of(line, 1, "row.header", row, 1, String.valueOf(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "必填，如：图库,选填",
                "（必填）,",
                "示例：图库,A",
                "例如：图库,A",
                "required,optional",
                "图库（必填）,素材（选填）",
                "说明：请勿修改本行,",
                "e.g.：images,",
                "不能为空,可为空",
                "请填写一级目录,",
                "例如 图库,",
                "此行为示例，请删除,",
                "Required. The folder,",
                "文本,文本",
                "varchar(255),varchar(64)",
                "不超过255字,",
                "填写一级目录,填写二级目录"
            })
    void warnsOfARowThatExplainsTheColumns(String row) throws Exception {
        assertThat(problems("一级目录,二级目录\n" + row + "\n图库,A\n"))
                .extracting(Problem::line, Problem::severity, Problem::what)
                .containsExactly(tuple(
                        2L,
                        Severity.WARNING,
                        Problem.of(2, 1, "row.explanation", "").what()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "示例图,A",
                "说明书,A",
                "如意,A",
                "注册资料,A",
                "Examples,A",
                "格式工厂,A",
                "Notes,A",
                "本行业,A",
                "示例,A",
                "文本,A",
                "最多人看,A"
            })
    void acceptsOrdinaryNames(String row) throws Exception {
        assertThat(problems("一级目录,二级目录\n" + row + "\n")).isEmpty();
    }

    @Test
    void warnsOfParentsInColumnsThatAreNotRead() throws Exception {
        assertThat(problems("文件夹,上级目录\n图库,\nA,图库\nB,/图库/A\n"))
                .containsExactly(Problem.of(Severity.WARNING, 3, 2, "cell.parentUnread", "图库", 2, "3, 4"));
        assertThat(problems("path,上级目录,所属部门\n/图库/A,图库,x\n/图库/A/B,/图库/A,y\n/C,,z\n"))
                .isEmpty();
    }

    @Test
    void warnsOfNamesInColumnsThatAreNotRead() throws Exception {
        assertThat(problems("路径,名称\n/图库,A\n/素材,素材\n/图片,B\n"))
                .containsExactly(Problem.of(Severity.WARNING, 2, 2, "cell.nameUnread", "A", 2, "2, 4"));
    }

    @Test
    void warnsOfADirIdThatSeveralRowsShare() throws Exception {
        String id = "yk6baz03t0l000d7w33fxgeerx6xjnifDIYPDwaODqUzAGxvAdD2AY==";
        String other = "x" + id;
        assertThat(problems("path,folder_id\n/a," + id + "\n/b," + id + "\n/c," + id + "\n"))
                .containsExactly(Problem.of(Severity.WARNING, 3, 2, "cell.sharedDirId", id, 2, "3, 4"));
        assertThat(problems("path,dir_id\n/a," + id + "\n/b," + other + "\n/c,\n/d,\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "root", "根目录", "NULL", "/"})
    void refusesTheRootAsParentDirIdOnce(String root) throws Exception {
        assertThat(problems("path,parentID\n/a," + root + "\n/b," + root + "\n"))
                .containsExactly(Problem.of(2, 2, "cell.topDirId", root, 2, "2, 3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=A1&B1", "=1+1", "'00123", "=张三"})
    void warnsOfNamesLikeFormulas(String name) throws Exception {
        assertThat(problems("level1,level2\na," + name + "\n"))
                .containsExactly(Problem.of(Severity.WARNING, 2, 2, "cell.formulaLike", name, 1, "2"));
    }

    @Test
    void refusesPathsInOtherQuotesOnce() throws Exception {
        assertThat(problems("path\n“/a”\n'/b'\n/“c”\n"))
                .containsExactly(Problem.of(2, 1, "path.quotes", "“/a”", 2, "2, 3"));
    }

    @Test
    void warnsOfTotalsNotesAndCommentsOnce() throws Exception {
        assertThat(problems("level1,level2\n图库,A\n合计,2\n备注：完,\n制表人：张三,x\n# a,\n总计表,\n备注,\n"))
                .containsExactly(Problem.of(Severity.WARNING, 3, 1, "row.note", "合计", 4, "3, 4, 5, 6"));
    }

    @Test
    void warnsOfLevelsThatAreNotRead() throws Exception {
        assertThat(problems("一级目录,二级目录,三级子目录,子目录,三级分类编码\n图库,A,B,C,1\n"))
                .containsExactly(Problem.of(Severity.WARNING, 1, 3, "column.unread", "三级子目录, 子目录", 2));
        assertThat(problems("目录,子目录\n图库,A\n"))
                .containsExactly(Problem.of(Severity.WARNING, 1, 2, "column.unread", "子目录", 1));
    }

    @Test
    void warnsOfPathsOfOtherSystemsOnce() throws Exception {
        String link = "www.123pan.com/s/a";
        assertThat(problems("path\n" + link + "\n/图库/a\n~/b\n"))
                .containsExactly(Problem.of(Severity.WARNING, 2, 1, "path.place", link, 2, "2, 4"));
    }

    @Test
    void reportsDatesWithSlashesOnce() throws Exception {
        assertThat(problems("level1,level2\n图库,2026/3/1\n图库,3/1/2026 0:00\n图库,2026-03-01\n"))
                .containsExactly(Problem.of(2, 2, "cell.slashDate", "2026/3/1", 2, "2, 3"));
        assertThat(problems("path\n2026/3/1\n")).isEmpty();
    }

    @Test
    void warnsOfHiddenRowsOnce() throws Exception {
        for (String format : List.of("m.xlsx", "m.xls")) {
            Path file = Workbooks.write(folder.resolve(format), book -> {
                Sheet sheet = book.createSheet();
                Workbooks.row(sheet, 0, "level1", "level2");
                for (int i = 1; i < 5; i++) {
                    Workbooks.row(sheet, i, "图库", "A" + i).setZeroHeight(i > 2);
                }
            });
            List<ManifestRow> rows = TestRows.of(file);
            assertThat(rows)
                    .flatExtracting(ManifestRow::entries)
                    .as("all are created")
                    .hasSize(8);
            assertThat(rows)
                    .flatExtracting(ManifestRow::problems)
                    .containsExactly(Problem.of(Severity.WARNING, 4, 1, "row.hidden", "图库,A3", 2, "4, 5"));
        }
    }

    @Test
    void warnsOfHiddenColumnsThatNameFolders() throws Exception {
        for (String format : List.of("m.xlsx", "m.xls")) {
            Path file = Workbooks.write(folder.resolve(format), book -> {
                Sheet sheet = book.createSheet();
                Workbooks.row(sheet, 0, "level1", "level2", "level3", "note");
                Workbooks.row(sheet, 1, "图库", "A", "B", "x");
                sheet.setColumnHidden(1, true);
                sheet.setColumnWidth(2, 0);
                sheet.setColumnHidden(3, true);
            });
            assertThat(TestRows.of(file))
                    .flatExtracting(ManifestRow::problems)
                    .containsExactly(Problem.of(Severity.WARNING, 1, 2, "column.hidden", "level2, level3", 2));
        }
    }

    @Test
    void fillsMergedCellsWithANote() throws Exception {
        for (String format : List.of("m.xlsx", "m.xls")) {
            Path file = Workbooks.write(folder.resolve(format), book -> {
                Sheet sheet = book.createSheet();
                Workbooks.row(sheet, 0, "level1", "level2");
                Workbooks.row(sheet, 1, "图库", "A");
                Workbooks.row(sheet, 2, null, "B");
                Workbooks.row(sheet, 3, null, "C");
                sheet.addMergedRegion(CellRangeAddress.valueOf("A2:A4"));
            });
            List<ManifestRow> rows = TestRows.of(file);
            assertThat(rows)
                    .extracting(ManifestRow::cells)
                    .startsWith(List.of("图库", "A"), List.of("图库", "B"), List.of("图库", "C"));
            assertThat(rows)
                    .flatExtracting(ManifestRow::problems)
                    .containsExactly(Problem.of(Severity.CHANGE, 3, 1, "row.merged", "图库", 2, "3, 4"));
        }
    }

    @Test
    void readsATableBelowItsTitle() throws Exception {
        for (String format : List.of("m.xlsx", "m.xls")) {
            Path file = Workbooks.write(folder.resolve(format), book -> {
                Sheet sheet = book.createSheet();
                Workbooks.row(sheet, 0, "2026年素材目录表");
                Workbooks.row(sheet, 1, "一级目录", "二级目录", "负责人");
                Workbooks.row(sheet, 2, "图库", "A");
                sheet.addMergedRegion(CellRangeAddress.valueOf("A1:C1"));
            });
            Manifest manifest = new ManifestReader(TestOptions.headerLine(2)).open(file);
            assertThat(TestRows.of(manifest)).extracting(ManifestRow::cells).containsExactly(List.of("图库", "A", ""));
        }
    }

    @Test
    void reportsPlacesOnOtherSystemsOnceForEachCause() throws Exception {
        assertThat(problems("path\nD:\\素材\\a\nd:/素材/b\n\\\\NAS01\\x\nhttps://example.com/a\n//nas/x/y\nE:\n"))
                .containsExactly(
                        Problem.of(2, 1, "path.drive", "D:\\素材\\a", 3, "2, 3, 7"),
                        Problem.of(4, 1, "path.share", "\\\\NAS01\\x", 2, "4, 6"),
                        Problem.of(5, 1, "path.link", "https://example.com/a", 1, "5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"D:\\素材\"", "/D:/素材", "D：\\素材", "D: \\素材", "'d:/x'"})
    void recognizesADriveAsPeopleCopyIt(String path) throws Exception {
        assertThat(problems("path\n\"" + path.replace("\"", "\"\"") + "\"\n"))
                .containsExactly(Problem.of(2, 1, "path.drive", path, 1, "2"));
    }

    @Test
    void reportsPlacesInEachShape() throws Exception {
        assertThat(problems("level1,level2\nD:,a\nD:\\x,b\nhttps://x/y,c\n图库,\\\\NAS01\\d\n"))
                .extracting(Problem::what, Problem::line)
                .containsExactly(
                        tuple(Problem.of(0, 0, "path.drive", "", 2, "2, 3").what(), 2L),
                        tuple(Problem.of(0, 0, "path.link", "", 1, "4").what(), 4L),
                        tuple(Problem.of(0, 0, "path.share", "", 1, "5").what(), 5L));
        assertThat(problems("key,parent_key,name\nhttps://x,,D:\\a\n"))
                .containsExactly(Problem.of(2, 3, "path.drive", "D:\\a", 1, "2"));
        assertThat(problems("path\n./a\n./b\n../c\n.d/e\n"))
                .containsExactly(Problem.of(2, 1, "path.relative", "./a", 3, "2, 3, 4"));
    }

    @Test
    void reportsFormulasInACsvFile() throws Exception {
        assertThat(problems("level1,level2\n\"=HYPERLINK(\"\"x\"\",\"\"a\"\")\",b\n\"=\"\"a\"\"&B1\",c\n@SUM(A1),d\n"))
                .containsExactly(Problem.of(2, 1, "cell.formulaText", "=HYPERLINK(\"x\",\"a\")", 3, "2, 3, 4"));
        assertThat(problems("level1\n+1\n@home\n-x(y)\n")).isEmpty();
    }

    @Test
    void refusesADirIdInAColumnThatIsNotRead() throws Exception {
        String dirId = "yk6baz03t0l000d7w33fxgeerx6xjnifDIYPDwaODqUzAGxvAdD2AY==";
        for (String column : List.of("上级目录", "parent", "pid", "父文件夹", "所属目录", "parent folder")) {
            assertThat(problems("path," + column + "\n/a," + dirId + "\n/图库/b,图库\n"))
                    .containsExactly(Problem.of(2, 2, "cell.parent", dirId, 1, "2"));
        }
        assertThat(problems("path,dir_id\n/a," + dirId + "\n")).isEmpty();
    }

    @Test
    void treatsCellsOfWhitespaceAsEmpty() throws Exception {
        assertThat(problems("level1,level2,level3\na, ,\na,b,\u3000\n"))
                .containsExactly(Problem.of(Severity.CHANGE, 2, 2, "cell.blank", " ", 2, "2, 3"));
        assertThat(problems("key,parent_key,name,parent_dir_id\na, ,x, \n"))
                .containsExactly(Problem.of(Severity.CHANGE, 2, 2, "cell.blank", " ", 1, "2"));
        assertThat(problems("path\n/a\n\u200b\n\u001a"))
                .containsExactly(Problem.of(Severity.CHANGE, 3, 1, "row.blank", "", 2, "3, 4"));
    }

    @Test
    void warnsOfErrorsOfFormulasThatAreNoNames() throws Exception {
        assertThat(problems("path\n/图库/#N/A\n/图库/#DIV/0!\n"))
                .containsExactly(Problem.of(Severity.WARNING, 2, 1, "name.placeholder", "/图库/#N/A", 2, "2, 3"));
        assertThat(problems("level1,level2\na,#N/A\n"))
                .extracting(Problem::severity)
                .containsExactly(Severity.PROBLEM, Severity.WARNING);
    }

    @Test
    void namesTheHeaderBelowATitleThatIsAColumnName() {
        assertThatThrownBy(() -> problems("目录,,\n一级目录,二级目录,负责人\n图库,A,张三\n"))
                .isInstanceOfSatisfying(
                        InvalidManifestException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.of(1, 1, "header.below", "目录,,", 2L)));
    }

    @Test
    void reportsTheTextFormOfExcel() throws Exception {
        assertThat(problems("level1,level2,sku\na,=\"00123\",=\"1\"\nb,\"=\"\"00124\"\"\",x\n"))
                .containsExactly(Problem.of(2, 2, "cell.textForm", "=\"00123\"", 2, "2, 3"));
    }

    @Test
    void warnsOfOddNamesOnceForEachCause() throws Exception {
        assertThat(problems("level1,level2,level3\n2026.0,nan,nan\n2028,NULL,None\n#REF!,x,\na,3月1日,\nb,Jun-08,\n"))
                .containsExactly(
                        Problem.of(Severity.WARNING, 2, 3, "name.placeholder", "nan", 3, "2, 3, 4"),
                        Problem.of(Severity.WARNING, 5, 2, "name.converted", "3月1日", 2, "5, 6"));
        assertThat(problems("path\n/图库/banner_01.jpg\n/%E5%9B%BE\n/a%20b\n/图库／2026/Q1\n/图库/2026/Q1\n"))
                .extracting(Problem::severity, Problem::line, Problem::value)
                .containsExactly(
                        tuple(Severity.WARNING, 2L, "banner_01.jpg"),
                        tuple(Severity.WARNING, 3L, "%E5%9B%BE"),
                        tuple(Severity.WARNING, 5L, "图库／2026"));
    }

    @Test
    void checksTheSameNamesInAWorkbook() throws Exception {
        Path file = Workbooks.write(folder.resolve("m.xlsx"), book -> {
            Sheet sheet = book.createSheet();
            Workbooks.row(sheet, 0, "level1", "level2");
            Workbooks.row(sheet, 1, "2026.0", "nan");
            Workbooks.row(sheet, 2, "1.23457E+11", "x.jpg");
            Workbooks.row(sheet, 3, " ", "\u3000");
        });
        assertThat(TestRows.of(file))
                .flatExtracting(ManifestRow::problems)
                .extracting(Problem::severity, Problem::line)
                .containsExactly(
                        tuple(Severity.WARNING, 2L),
                        tuple(Severity.WARNING, 3L),
                        tuple(Severity.WARNING, 3L),
                        tuple(Severity.CHANGE, 4L));
    }

    @Test
    void warnsOfAPlaceholderInTheColumnOfExistingParents() throws Exception {
        assertThat(problems("path,parentID\n/a,undefined\n"))
                .containsExactly(Problem.of(Severity.WARNING, 2, 2, "name.placeholder", "undefined", 1, "2"));
    }

    private List<Problem> problems(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("m.csv"), text);
        return TestRows.of(file).stream()
                .flatMap(row -> row.problems().stream())
                .toList();
    }
}
