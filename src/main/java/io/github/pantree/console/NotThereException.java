package io.github.pantree.console;

/** Thrown if a request refers to something that does not exist. */
final class NotThereException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
