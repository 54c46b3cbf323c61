package io.github.pantree.pan123.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.MkdirResult.RefusalReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefusalClassifierTests {

    private static final int ANY_CODE = 1;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "该目录下已经有同名文件夹",
                "文件夹已存在",
                "目录已经存在",
                "同名文件",
                "文件名重名",
                "folder already exists",
                "Folder Already Exists",
                "the name exists in the parent",
                "文件夹名称重复",
                "已有相同名称的文件夹",
                "duplicate folder name",
                "name conflict"
            })
    void existingNamesAreExists(String message) {
        assertThat(RefusalClassifier.of(ANY_CODE, message)).isEqualTo(RefusalReason.EXISTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parentID不存在",
                "父目录不存在",
                "目录不存在",
                "文件夹不存在",
                "parent does not exist",
                "Parent folder does NOT exist",
                "parent folder doesn't exist",
                "parent folder doesn’t exist",
                "the parents don't exist",
                "parent didn't exist",
                "parent no longer exists",
                "non-existent parent",
                "nonexistent parent",
                "no such folder",
                "the parent folder cannot be found",
                "parent could not be found",
                "folder not found"
            })
    void parentsThatAreMissingAreNoParent(String message) {
        assertThat(RefusalClassifier.of(ANY_CODE, message)).isEqualTo(RefusalReason.NO_PARENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"文件名不能包含以下任何字符：\"\\/:*?|><", "文件名要小于256个字符", "文件名不能全是空格", "名称不合法", "名称包含敏感词", "illegal name"})
    void namesThatAreNotAcceptableAreBadName(String message) {
        assertThat(RefusalClassifier.of(ANY_CODE, message)).isEqualTo(RefusalReason.BAD_NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "数量超过限制",
                "该目录下文件夹数量已达上限",
                "目录层级过深",
                "too many folders in this directory",
                "数量不能超过100",
                "数量超出上限",
                "目录数量过多",
                "最多100",
                "个数错误",
                "too many names",
                "Too many items",
                "at most 100 names"
            })
    void callsWithTooManyNamesAreTooMany(String message) {
        assertThat(RefusalClassifier.of(ANY_CODE, message)).isEqualTo(RefusalReason.TOO_MANY);
    }

    /** Otherwise, a single name that is too long would fail all of its siblings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "文件夹名称最多100个字符",
                "名称长度最多100",
                "字符个数超过限制",
                "字符数量超过上限",
                "名称最多30个字，字数超限",
                "参数错误：名称长度最多100",
                "the name may have at most 100 characters",
                "Name Length must be at most 100",
                "the name must have at most 255 bytes"
            })
    void limitsOfTheLengthOfANameAreBadName(String message) {
        assertThat(RefusalClassifier.of(ANY_CODE, message)).isEqualTo(RefusalReason.BAD_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name数组长度最多100", "the length of the array must be at most 100"})
    void limitsOfTheLengthOfAnArrayAreTooMany(String message) {
        assertThat(RefusalClassifier.of(ANY_CODE, message)).isEqualTo(RefusalReason.TOO_MANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "参数错误",
                "参数类型不对",
                "参数格式不对",
                "无效参数",
                "name参数无效",
                "json: cannot unmarshal array into Go struct field",
                "Invalid params",
                "missing parameter name",
                "name must be a string"
            })
    void parametersThatAreNotTakenAreForm(String message) {
        assertThat(RefusalClassifier.of(ANY_CODE, message)).isEqualTo(RefusalReason.FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "内部错误", "请求太频繁", "internal error", "request throttled", "system busy"})
    void otherWordsAreUnknown(String message) {
        assertThat(RefusalClassifier.of(ANY_CODE, message)).isEqualTo(RefusalReason.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"5066, NO_PARENT", "4025, EXISTS", "5065, UNKNOWN", "4024, UNKNOWN", "0, UNKNOWN"})
    void knownCodesNeedNoWords(int code, RefusalReason hint) {
        assertThat(RefusalClassifier.of(code, "")).isEqualTo(hint);
    }

    @ParameterizedTest
    @CsvSource({
        "5066, 文件夹已存在, NO_PARENT",
        "4025, 目录不存在, NO_PARENT",
        "4025, 文件名不能包含以下任何字符, BAD_NAME",
        "4025, 参数错误, EXISTS",
        "1, 目录已存在或不存在：目录不存在, NO_PARENT",
        "1, 文件名不能与同名目录相同, BAD_NAME",
        "1, 同名目录最多1个, EXISTS",
        "1, 参数错误：数量超过100, TOO_MANY"
    })
    void safestMeaningComesFirst(int code, String message, RefusalReason hint) {
        assertThat(RefusalClassifier.of(code, message)).isEqualTo(hint);
    }
}
