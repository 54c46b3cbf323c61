package io.github.pantree.pan123;

/** Unwinds a call that was waiting when the run was stopped; never leaves this package and its subpackages. */
public final class HaltedException extends Exception {

    private static final long serialVersionUID = 1L;
}
