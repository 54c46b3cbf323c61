package io.github.pantree.pan123;

import io.github.pantree.pan123.MkdirAnswer.Hint;
import java.util.List;

/** Reads a refusal's code and words. */
final class Hints {

    private static final int NO_SUCH_FOLDER = 5066;
    private static final int DUPLICATE = 4025;

    // Wordings seen in the field; the vendor publishes none.
    private static final List<String> EXISTS = List.of("已存在", "已经存在", "已经有同名", "同名", "重名", "exist");
    private static final List<String> NO_PARENT = List.of("parentID不存在", "父目录不存在", "目录不存在", "文件夹不存在", "not exist");
    private static final List<String> BAD_NAME = List.of("不能包含以下任何字符", "文件名要小于", "文件名不能", "名称不合法");

    private Hints() {}

    static Hint of(int code, String message) {
        if (code == NO_SUCH_FOLDER || NO_PARENT.stream().anyMatch(message::contains)) {
            return Hint.NO_PARENT;
        }
        if (BAD_NAME.stream().anyMatch(message::contains)) {
            return Hint.BAD_NAME;
        }
        return code == DUPLICATE || EXISTS.stream().anyMatch(message::contains) ? Hint.EXISTS : Hint.UNKNOWN;
    }
}
