package io.github.pantree.console.upload;

/** Thrown for an uploaded file that is larger than {@link UploadStore#MOST_BYTES}; nothing of it is kept. */
public final class UploadTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UploadTooLargeException() {
        super("More than " + UploadStore.MOST_BYTES + " bytes");
    }
}
