package io.github.pantree.pan123;

/** Thrown when the API has given no usable answer for longer than {@code pantree.max-outage}, or none that a run could go on with. */
public final class ApiUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ApiUnavailableException(String message) {
        super(message);
    }
}
