package io.github.pantree.provisioning;

import io.github.pantree.provisioning.run.ExpectedException;
import io.github.pantree.provisioning.run.RunStatus;

/** Thrown when local storage fails a run, such as a full disk or a file that cannot be written. No data is lost. */
public final class StorageException extends ExpectedException {

    private static final long serialVersionUID = 1L;

    StorageException(String message, Throwable cause) {
        super(RunStatus.STOPPED, message, cause);
    }
}
