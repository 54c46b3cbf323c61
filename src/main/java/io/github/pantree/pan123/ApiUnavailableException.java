package io.github.pantree.pan123;

/** Thrown when the API has given no usable response for longer than {@code pantree.max-outage}, or none to continue with. */
public final class ApiUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ApiUnavailableException(String message) {
        super(message);
    }
}
