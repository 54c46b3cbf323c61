package io.github.pantree.provisioning;

/** Thrown when the machine failed a run: a full disk, a file that cannot be written. Nothing is lost by it. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
