package io.github.pantree.report;

/** How a command ended, for the scheduler that started it. */
public enum ExitCode {
    DONE(0, "completed"),
    DEFECT(1, "defect"),
    BAD_SETTING(2, "bad-setting"),
    INVALID_MANIFEST(3, "invalid-manifest"),
    REJECTS(4, "completed-with-rejects"),
    STOPPED(5, "stopped"),
    BUSY(6, "busy"),
    CREDENTIALS_REFUSED(7, "credentials-refused"),
    DIFFERENCES(8, "differences");

    private final int code;
    private final String status;

    ExitCode(int code, String status) {
        this.code = code;
        this.status = status;
    }

    public int code() {
        return code;
    }

    /** The word for it in summaries. */
    public String status() {
        return status;
    }
}
