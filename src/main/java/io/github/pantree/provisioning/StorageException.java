package io.github.pantree.provisioning;

/** Thrown when local storage fails a run, such as a full disk or a file that cannot be written. No data is lost. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
