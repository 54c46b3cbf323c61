package io.github.pantree.provisioning.run;

import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.support.InvalidSettingException;
import java.util.Optional;

/** How a run ends that fails with an exception: the same for a command, a job, an upload and a step. */
public final class FailureStatus {

    private FailureStatus() {}

    /**
     * The status of a run that failed with this exception.
     *
     * @param failure its causes are not considered
     * @return empty for a defect of the program, and for an {@link java.io.IOException}, whose meaning depends on the
     *     file; otherwise the message of the exception is for users
     */
    public static Optional<RunStatus> of(Throwable failure) {
        if (failure instanceof ExpectedException expected) {
            return Optional.of(expected.status());
        }
        if (failure instanceof InvalidSettingException) {
            return Optional.of(RunStatus.BAD_SETTING);
        }
        if (failure instanceof CredentialsRefusedException) {
            return Optional.of(RunStatus.CREDENTIALS_REFUSED);
        }
        return failure instanceof ApiUnavailableException ? Optional.of(RunStatus.STOPPED) : Optional.empty();
    }
}
