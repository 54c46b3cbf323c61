package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.manifest.ColumnNames.Meanings;
import io.github.pantree.support.InvalidSettingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnNamesTests {

    private static final ColumnNames NAMES = new ColumnNames(Map.of());

    @ParameterizedTest
    @CsvSource({
        "path,path",
        "folderpath,path",
        "路径,path",
        "目录,path",
        "目录路径,path",
        "文件夹路径,path",
        "文件夹,path",
        "完整路径,path",
        "key,key",
        "编号,key",
        "目录编号,key",
        "文件夹编号,key",
        "parentkey,parent_key",
        "上级编号,parent_key",
        "父级编号,parent_key",
        "父编号,parent_key",
        "上级目录编号,parent_key",
        "父目录编号,parent_key",
        "name,name",
        "名称,name",
        "目录名,name",
        "目录名称,name",
        "文件夹名,name",
        "文件夹名称,name",
        "parentdirid,parent_dir_id",
        "上级dirid,parent_dir_id",
        "父级dirid,parent_dir_id",
        "上级目录id,parent_dir_id",
        "父级目录id,parent_dir_id",
        "父目录id,parent_dir_id",
        "parentFileId,parent_dir_id",
        "父级ID（可选）,parent_dir_id",
        "*路径,path",
        "路径【必填】,path",
        "path*,path",
        "ｐａｔｈ,path",
        "路徑,path",
        "資料夾,path",
        "２级目录（选填）,level2"
    })
    void knowsEveryColumnInEnglishAndChinese(String name, String meaning) {
        assertThat(positions(name)).isEqualTo(Map.of(meaning, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parent_dir_id",
                "PARENT DIR ID",
                " Parent_Dir\u00a0Id ",
                "\ufeffparentDirID",
                "parent\u3000dir\tid"
            })
    void ignoresCaseSpacesAndUnderscores(String name) {
        assertThat(positions(name)).isEqualTo(Map.of("parent_dir_id", 0));
    }

    @ParameterizedTest
    @CsvSource({
        "level1,1",
        "Level_2,2",
        "LEVEL 12,12",
        "level123,123",
        "1级,1",
        "第2级,2",
        "第3级目录,3",
        "4级文件夹,4",
        "5级分类,5",
        "一级,1",
        "九级目录,9",
        "十级,10",
        "十一级,11",
        "十九级,19",
        "二十级,20",
        "二十三级目录,23",
        "第 九 级 目录,9",
        "三级目录名称,3",
        "第三层,3",
        "二级类目,2",
        "四級目錄,4"
    })
    void knowsLevelsInDigitsAndChineseNumerals(String name, int level) {
        assertThat(positions(name)).isEqualTo(Map.of("level" + level, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "paths", "level", "level1234", "level1a", "级", "一级标题", "〇级", "第一", "parent-key"})
    void treatsOtherColumnsAsTheUsersOwn(String name) {
        assertThat(positions(name)).isEmpty();
    }

    @Test
    void givesEachMeaningItsFirstPositionAndListsTheOthers() {
        Meanings meanings = NAMES.meanings(List.of("note", "path", "名称", "目录", "name", "路径"));
        assertThat(meanings.positions()).isEqualTo(Map.of("path", 1, "name", 2));
        assertThat(meanings.twice()).containsExactly("path", "name", "path");
    }

    @Test
    void prefersAMappedColumnToTheMeaningOfAName() {
        ColumnNames names = new ColumnNames(Map.of("Where to", "路径", "name", "key"));
        Meanings meanings = names.meanings(List.of("path", "WHERE_TO", "name"));
        assertThat(meanings.positions()).isEqualTo(Map.of("path", 1, "key", 2));
        assertThat(meanings.twice()).as("the column path belongs to the user").isEmpty();
    }

    @Test
    void listsTwoColumnsThatAreMappedToOneMeaning() {
        ColumnNames names = new ColumnNames(Map.of("a", "path", "b", "path"));
        Meanings meanings = names.meanings(List.of("b", "a"));
        assertThat(meanings.positions()).isEqualTo(Map.of("path", 0));
        assertThat(meanings.twice()).containsExactly("path");
    }

    @Test
    void listsMappedColumnsThatAreMissingInOrder() {
        ColumnNames names = new ColumnNames(Map.of("C c", "path", "b", "key", "a", "name"));
        assertThat(names.missing(List.of("x", "B"))).containsExactly("a", "cc");
        assertThat(names.missing(List.of("c_C", "a", "b"))).isEmpty();
        assertThat(NAMES.missing(List.of("x"))).isEmpty();
    }

    @Test
    void distinguishesTheShapes() {
        assertThat(meanings("path").shapes()).containsExactly("path");
        assertThat(meanings("name").shapes()).isEmpty();
        assertThat(meanings("level1").shapes()).containsExactly("level1");
        assertThat(meanings("level2").shapes()).isEmpty();
        assertThat(meanings("parent_key").shapes()).containsExactly("parent_key");
        assertThat(meanings("key", "name").shapes()).containsExactly("parent_key");
        assertThat(meanings("key", "name", "path").shapes()).containsExactly("path");
        assertThat(meanings("key").shapes()).isEmpty();
        assertThat(meanings("name").shapes()).isEmpty();
    }

    @Test
    void namesAShapeIfAnyOfItsColumnsIsPresent() {
        assertThat(meanings("path").shapes()).isNotEmpty();
        assertThat(meanings("parent_key").shapes()).isNotEmpty();
        assertThat(meanings("level1").shapes()).isNotEmpty();
        assertThat(meanings("level2", "key").shapes()).isEmpty();
    }

    @Test
    void listsLevelsUpToTheFirstGap() {
        assertThat(meanings("level2", "level1", "x", "level3").levels()).containsExactly(1, 0, 3);
        assertThat(meanings("level2", "level1", "x", "level3").hasLevelGap()).isFalse();
        assertThat(meanings("level1", "level2", "level4").levels()).containsExactly(0, 1);
        assertThat(meanings("level1", "level2", "level4").hasLevelGap()).isTrue();
        assertThat(meanings("level2").levels()).isEmpty();
        assertThat(meanings("level2").hasLevelGap()).isTrue();
        assertThat(meanings("path").hasLevelGap()).isFalse();
    }

    @Test
    void acceptsOnlyColumnsOfAShapeAsAMeaning() {
        assertThatCode(() -> ColumnNames.checkMeaning("Parent Key")).doesNotThrowAnyException();
        assertThatCode(() -> ColumnNames.checkMeaning("level7")).doesNotThrowAnyException();
        assertThatThrownBy(() -> ColumnNames.checkMeaning("pfad"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.map")
                .hasMessageContaining("pfad");
    }

    private static Meanings meanings(String... header) {
        return NAMES.meanings(List.of(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parentID",
                "parent_id",
                "Parent Id",
                "parent-id",
                "上级ID",
                "父级dirID",
                "父ID",
                "父目录ID",
                "上级文件夹ID",
                "parentFolderId",
                "parent_dir_id",
                "上级目录的dirID",
                "所属目录ID"
            })
    void recognizesNamesOfTheParentDirId(String name) {
        assertThat(meanings("path", name).positions()).containsEntry(ColumnNames.PARENT_DIR_ID, 1);
    }

    private static Map<String, Integer> positions(String name) {
        return meanings(name).positions();
    }
}
