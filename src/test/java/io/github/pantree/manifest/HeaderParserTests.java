package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pantree.support.Problem;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HeaderParserTests {

    private static final ColumnNames NAMES = new ColumnNames(Map.of());

    @Test
    void readsAPathAtAnyPosition() throws Exception {
        assertThat(shape("path")).isEqualTo(new Shape.Path(0, RowParent.NONE));
        assertThat(shape("note", "Folder Path", "parent_dir_id")).isEqualTo(new Shape.Path(1, 2));
    }

    @Test
    void readsLevelsInTheirOwnOrder() throws Exception {
        assertThat(shape("level2", "x", "level1")).isEqualTo(new Shape.Levels(List.of(2, 0), RowParent.NONE));
        assertThat(shape("父目录ID", "一级目录", "二级目录")).isEqualTo(new Shape.Levels(List.of(1, 2), 0));
    }

    @Test
    void readsATreeAtAnyPosition() throws Exception {
        assertThat(shape("name", "key", "parent_key")).isEqualTo(new Shape.Tree(1, 2, 0, RowParent.NONE));
        assertThat(shape("编号", "父编号", "名称", "上级目录ID")).isEqualTo(new Shape.Tree(0, 1, 2, 3));
    }

    @Test
    void readsAPathNextToAKeyAndANameOfTheUser() throws Exception {
        assertThat(shape("key", "name", "path")).isEqualTo(new Shape.Path(2, RowParent.NONE));
        assertThat(shape("key", "level1")).isEqualTo(new Shape.Levels(List.of(1), RowParent.NONE));
    }

    @Test
    void refusesAHeaderWithoutAShape() {
        assertRefused("header.shape", List.of("a", "name"), "a");
        assertRefused("header.shape", List.of("key"), "YOURS");
    }

    @Test
    void refusesAHeaderInOneCell() {
        assertRefused("header.oneCell", List.of("path，备注"));
        assertRefused("header.oneCell", List.of("一级目录、二级目录"));
        assertRefused("header.oneCell", List.of("path,备注", ""));
        assertRefused("header.shape", List.of("名称、备注"), "名称、备注");
    }

    @Test
    void recognizesAHeaderInTheEncodingOfTraditionalChinese() {
        List<String> columns = Stream.of("路徑", "備註")
                .map(name -> new String(name.getBytes(Charset.forName("Big5")), Charset.forName("GB18030")))
                .toList();
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> HeaderParser.shape(1, columns, NAMES))
                .satisfies(
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.of(1, 0, "header.big5", "路徑,備註")));
    }

    @Test
    void suggestsTheColumnWithTheIdOfTheParentAsItsKey() {
        assertRefused("header.missing", List.of("编号", "父ID", "名称"), "parent_key", "父ID");
    }

    @Test
    void refusesTheColumnsOfTwoShapes() {
        assertRefused("header.shapes", List.of("path", "level1"), "path, level1");
        assertRefused("header.shapes", List.of("level1", "parent_key", "path"), "path, parent_key, level1");
        assertRefused("header.shapes", List.of("key", "name", "level1"), "parent_key, level1");
    }

    @Test
    void refusesAGapBetweenLevels() {
        assertRefused("header.levels", List.of("level1", "level3"));
        assertRefused("header.levels", List.of("level2"));
    }

    @Test
    void refusesATreeWithoutOneOfItsColumns() {
        assertRefused("header.missing", List.of("key", "name"), "parent_key", "YOURS");
        assertRefused("header.missing", List.of("parent_key", "name", "id"), "key", "id");
        assertRefused("header.missing", List.of("parent_key", "key", " ", "标题"), "name", "标题");
    }

    @Test
    void refusesTwoColumnsOfOneMeaningWithinTheShape() {
        assertRefused("header.twice", List.of("path", "目录"), "path");
        assertRefused("header.twice", List.of("level1", "level2", "二级"), "level2");
        assertRefused("header.twice", List.of("path", "parent_dir_id", "父目录ID"), "parent_dir_id");
    }

    @Test
    void allowsTwoColumnsOfOneMeaningOutsideTheShape() throws Exception {
        assertThat(shape("path", "name", "名称")).isEqualTo(new Shape.Path(0, RowParent.NONE));
    }

    @Test
    void refusesMappedColumnsThatAreMissing() {
        ColumnNames mapped = new ColumnNames(Map.of("where", "path", "under", "parent_dir_id", "x", "name"));
        assertRefused(mapped, "header.map", List.of("x", "path"), "under, where");
    }

    @Test
    void refusesTheResultOfARun() throws Exception {
        List<String> result =
                List.of("line", "path", "name", "dir_id", "parent_dir_id", "status", "message", "trace_id");
        assertRefused("header.result", result);
        List<String> more = new ArrayList<>(result);
        more.add("note");
        assertRefused("header.result", more);
        assertThat(HeaderParser.shape(1, result.subList(0, 7), NAMES)).isEqualTo(new Shape.Path(1, 4));
        more.set(7, "other");
        assertThat(HeaderParser.shape(1, more, NAMES)).isEqualTo(new Shape.Path(1, 4));
    }

    private static Shape shape(String... columns) throws InvalidManifestException {
        return HeaderParser.shape(1, List.of(columns), NAMES);
    }

    private static void assertRefused(String key, List<String> columns, Object... values) {
        assertRefused(NAMES, key, columns, values);
    }

    private static void assertRefused(ColumnNames names, String key, List<String> columns, Object... values) {
        Problem expected = Problem.of(3, 0, key, String.join(",", columns), values);
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> HeaderParser.shape(3, columns, names))
                .withMessage(expected.what())
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(expected));
    }
}
