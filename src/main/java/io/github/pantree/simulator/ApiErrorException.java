package io.github.pantree.simulator;

/** Thrown to refuse a call with an envelope whose code is not 0. */
final class ApiErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The reason with its code, usually 1, which the vendor uses for nearly everything, and its usual message. */
    enum Reason {
        BAD_REQUEST(1, "参数错误"),
        INNER_ERROR(1, "内部错误"),
        DUPLICATE(1, "该目录下已经有同名文件夹,无法进行创建"),
        NO_PARENT(1, "parentID不存在"),
        FULL_PARENT(1, "该目录最多创建%d个文件夹"),
        TOO_DEEP(1, "目录层级超过限制，最多%d级"),
        BANNED(1, "操作频繁，账号已被禁止写入"),
        BAD_CREDENTIALS(1, "无效的登录信息"),
        UNAUTHORIZED(401, "tokens number has exceeded the limit"),
        LIMITED(429, "请求太频繁"),
        NO_FOLDER(5066, "文件夹不存在");

        private final int code;
        private final String wording;

        Reason(int code, String wording) {
            this.code = code;
            this.wording = wording;
        }
    }

    private final Reason reason;
    private final String wording;

    ApiErrorException(Reason reason) {
        this(reason, reason.wording);
    }

    ApiErrorException(Reason reason, String wording) {
        super(wording);
        this.reason = reason;
        this.wording = wording;
    }

    /** @param limit inserted into the message */
    static ApiErrorException beyond(Reason reason, int limit) {
        return new ApiErrorException(reason, reason.wording.formatted(limit));
    }

    static ApiErrorException badRequest(String wording) {
        return new ApiErrorException(Reason.BAD_REQUEST, wording);
    }

    static ApiErrorException badParameter(String name) {
        return badRequest("参数错误 " + name);
    }

    Reason reason() {
        return reason;
    }

    Envelope envelope() {
        return Envelope.of(reason.code, wording, null);
    }
}
