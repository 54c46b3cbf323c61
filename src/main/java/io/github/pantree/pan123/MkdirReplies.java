package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.MkdirAnswer.Hint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a reply means for a mkdir call. */
final class MkdirReplies {

    private static final int NO_SUCH_FOLDER = 5066;
    private static final int DUPLICATE = 4025;

    // Wordings seen in the field; the vendor publishes none.
    private static final List<String> EXISTS = List.of("已存在", "已经存在", "已经有同名", "同名", "重名", "exist");
    private static final List<String> NO_PARENT = List.of("parentID不存在", "父目录不存在", "目录不存在", "文件夹不存在", "not exist");
    private static final List<String> BAD_NAME = List.of("不能包含以下任何字符", "文件名要小于", "文件名不能", "名称不合法");

    private MkdirReplies() {}

    static MkdirAnswer read(Reply reply, String name) {
        if (reply instanceof Reply.Throttled throttled) {
            return new MkdirAnswer.Throttled(throttled.retryAfter(), throttled.traceId());
        }
        if (reply instanceof Reply.Envelope envelope) {
            return envelope.isOk() ? made(envelope, name) : refused(envelope);
        }
        return new MkdirAnswer.Unclear(reply.failure(), null);
    }

    private static MkdirAnswer refused(Reply.Envelope refusal) {
        Hint hint = hint(refusal.code(), refusal.message());
        return new MkdirAnswer.Refused(hint, refusal.code(), refusal.message(), refusal.traceId());
    }

    static Hint hint(int code, String message) {
        if (code == NO_SUCH_FOLDER || NO_PARENT.stream().anyMatch(message::contains)) {
            return Hint.NO_PARENT;
        }
        if (BAD_NAME.stream().anyMatch(message::contains)) {
            return Hint.BAD_NAME;
        }
        return code == DUPLICATE || EXISTS.stream().anyMatch(message::contains) ? Hint.EXISTS : Hint.UNKNOWN;
    }

    /** The entry of the asked name, or the only one; an answer that has neither leaves the folder in doubt. */
    private static MkdirAnswer made(Reply.Envelope envelope, String name) {
        JsonNode only = null;
        int entries = 0;
        for (JsonNode entry : envelope.data().path("list")) {
            entries++;
            only = entry;
            if (name.equals(Wire.text(entry.path("filename")))) {
                entries = 1;
                break;
            }
        }
        String filename = only == null || entries != 1 ? null : Wire.text(only.path("filename"));
        String id = only == null ? null : id(only.path("dirID"));
        return filename == null || id == null
                ? new MkdirAnswer.Unclear("the answer names no folder", envelope.traceId())
                : new MkdirAnswer.Made(filename, new DirId(id), envelope.traceId());
    }

    /** Identifiers are strings on the image host; numbers, as on the drive, are taken by their digits. */
    static @Nullable String id(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asString();
        }
        String text = Wire.text(node);
        return text == null || text.isEmpty() ? null : text;
    }
}
