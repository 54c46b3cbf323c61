package io.github.pantree.provisioning.run;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a run ended. Result files and notifications contain label and exit code; only {@code cli} exits with the code.
 */
public enum RunStatus {
    COMPLETED(0, "completed"),
    DEFECT(1, "defect"),
    BAD_SETTING(2, "bad-setting"),
    INVALID_MANIFEST(3, "invalid-manifest"),
    COMPLETED_WITH_REJECTS(4, "completed-with-rejects"),
    STOPPED(5, "stopped"),
    BUSY(6, "busy"),
    CREDENTIALS_REFUSED(7, "credentials-refused"),
    DIFFERENCES(8, "differences");

    private final int exitCode;
    private final String label;

    RunStatus(int exitCode, String label) {
        this.exitCode = exitCode;
        this.label = label;
    }

    /** The status with this exit code; empty if it is of another version. */
    public static Optional<RunStatus> ofExitCode(int code) {
        return Stream.of(values()).filter(status -> status.exitCode == code).findFirst();
    }

    public int exitCode() {
        return exitCode;
    }

    public String label() {
        return label;
    }
}
