package io.github.pantree.pan123.http;

import io.github.pantree.pan123.MkdirResult.RefusalReason;
import java.util.List;
import java.util.Locale;

/** Derives the likely reason of a refusal from its code and message. */
final class RefusalClassifier {

    /** The code of the API for a folder that does not exist. */
    static final int NO_SUCH_FOLDER = 5066;

    private static final int DUPLICATE = 4025;

    // Observed messages, in lower case; the vendor publishes none.
    private static final List<String> EXISTS = List.of(
            "已存在",
            "已经存在",
            "已经有同名",
            "同名",
            "重名",
            "相同名称",
            "名称相同",
            "名称重复",
            "目录重复",
            "文件夹重复",
            "exist",
            "duplicate",
            "conflict");
    private static final List<String> NO_PARENT = List.of(
            "parentid不存在",
            "父目录不存在",
            "目录不存在",
            "文件夹不存在",
            "not exist",
            "n't exist",
            "n’t exist",
            "no longer exist",
            "non-exist",
            "nonexist",
            "no such",
            "be found",
            "not found");
    private static final List<String> BAD_NAME =
            List.of("不能包含以下任何字符", "文件名要小于", "文件名不能", "名称不合法", "非法字符", "敏感词", "illegal name", "invalid name");

    private static final List<String> TOO_MANY = List.of(
            "数量超过",
            "数量不能超过",
            "数量超出",
            "数量过多",
            "数量已达",
            "数量达到",
            "最多",
            "个数",
            "层级过深",
            "层级超过",
            "层级不能超过",
            "too many names",
            "too many items",
            "too many folders",
            "too many files",
            "at most",
            "too deep");
    /** Besides words of {@link #TOO_MANY}: a limit of the name's length, not of the number of names or folders. */
    private static final List<String> LENGTH = List.of("字符", "字数", "字节", "长度", "character", "length", "byte");

    private static final List<String> ARRAY = List.of("数组", "array");
    private static final List<String> FORM = List.of(
            "参数错误", "参数类型", "参数格式", "无效参数", "参数无效", "unmarshal", "invalid param", "parameter", "must be a string");

    private static final List<String> ACCOUNT = List.of(
            "禁止写入",
            "禁止操作",
            "操作频繁",
            "操作过于频繁",
            "操作过快",
            "请求过快",
            "账号异常",
            "账户异常",
            "被封",
            "封禁",
            "冻结",
            "欠费",
            "维护",
            "too frequent",
            "banned",
            "suspended",
            "maintenance");

    private RefusalClassifier() {}

    /** Checks denials of existence first, since they contain the word for existence. */
    static RefusalReason of(int code, String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (code == NO_SUCH_FOLDER || NO_PARENT.stream().anyMatch(text::contains)) {
            return RefusalReason.NO_PARENT;
        }
        if (BAD_NAME.stream().anyMatch(text::contains)) {
            return RefusalReason.BAD_NAME;
        }
        if (code == DUPLICATE || EXISTS.stream().anyMatch(text::contains)) {
            return RefusalReason.EXISTS;
        }
        if (TOO_MANY.stream().anyMatch(text::contains)) {
            return isOfNameLength(text) ? RefusalReason.BAD_NAME : RefusalReason.TOO_MANY;
        }
        if (FORM.stream().anyMatch(text::contains)) {
            return RefusalReason.FORM;
        }
        return ACCOUNT.stream().anyMatch(text::contains) ? RefusalReason.ACCOUNT : RefusalReason.UNKNOWN;
    }

    private static boolean isOfNameLength(String text) {
        return LENGTH.stream().anyMatch(text::contains) && ARRAY.stream().noneMatch(text::contains);
    }
}
