package io.github.pantree.pan123;

/** Unwinds a call that was waiting when the run was told to stop; never leaves the room. */
public final class HaltedException extends Exception {

    private static final long serialVersionUID = 1L;
}
