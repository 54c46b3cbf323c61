package io.github.pantree.simulator;

/** A call is refused with an envelope whose code is not 0. */
final class ApiErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The reason and its code: the vendor uses code 1 for nearly everything. */
    enum Reason {
        BAD_REQUEST(1),
        INNER_ERROR(1),
        DUPLICATE(1),
        NO_PARENT(1),
        BAD_CREDENTIALS(1),
        UNAUTHORIZED(401),
        LIMITED(429),
        NO_FOLDER(5066);

        private final int code;

        Reason(int code) {
            this.code = code;
        }
    }

    private final Reason reason;
    private final String wording;

    private ApiErrorException(Reason reason, String wording) {
        super(wording);
        this.reason = reason;
        this.wording = wording;
    }

    static ApiErrorException badRequest(String wording) {
        return new ApiErrorException(Reason.BAD_REQUEST, wording);
    }

    static ApiErrorException badParameter(String name) {
        return badRequest("参数错误 " + name);
    }

    static ApiErrorException tooMany() {
        return badRequest("数量超过限制");
    }

    static ApiErrorException badName() {
        return badRequest("文件名要小于256个字符且不能包含以下任何字符：\"\\/:*?|><");
    }

    static ApiErrorException innerError() {
        return new ApiErrorException(Reason.INNER_ERROR, "内部错误");
    }

    static ApiErrorException duplicate() {
        return new ApiErrorException(Reason.DUPLICATE, "该目录下已经有同名文件夹,无法进行创建");
    }

    static ApiErrorException noParent() {
        return new ApiErrorException(Reason.NO_PARENT, "parentID不存在");
    }

    static ApiErrorException badCredentials() {
        return new ApiErrorException(Reason.BAD_CREDENTIALS, "无效的登录信息");
    }

    static ApiErrorException deadToken() {
        return new ApiErrorException(Reason.UNAUTHORIZED, "tokens number has exceeded the limit");
    }

    static ApiErrorException noToken() {
        return new ApiErrorException(Reason.UNAUTHORIZED, "缺少请求头 Authorization: Bearer");
    }

    static ApiErrorException limited() {
        return new ApiErrorException(Reason.LIMITED, "请求太频繁");
    }

    static ApiErrorException noFolder() {
        return new ApiErrorException(Reason.NO_FOLDER, "文件夹不存在");
    }

    Reason reason() {
        return reason;
    }

    Envelope envelope() {
        return new Envelope(reason.code, wording, null);
    }
}
