package io.github.pantree.pan123;

/** Ends the wait of a call when the run is stopped. Not thrown outside this package and its subpackages. */
public final class HaltedException extends Exception {

    private static final long serialVersionUID = 1L;
}
