package io.github.pantree.pan123;

/** Thrown when the API has given no usable answer for longer than {@code pantree.max-outage}. */
public final class ApiUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ApiUnavailable(String message) {
        super(message);
    }
}
