package io.github.pantree.architecture.names.util;

/** Violates several rules. */
public final class TwinManager extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
