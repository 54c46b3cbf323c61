package io.github.pantree.pan123;

/** Thrown after {@code pantree.max-outage} without a usable response, or if a run cannot continue without one. */
public final class ApiUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ApiUnavailableException(String message) {
        super(message);
    }
}
