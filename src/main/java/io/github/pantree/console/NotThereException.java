package io.github.pantree.console;

/** Thrown where a request names something that is not there. */
final class NotThereException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
