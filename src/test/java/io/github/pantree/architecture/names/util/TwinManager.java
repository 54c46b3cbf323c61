package io.github.pantree.architecture.names.util;

/** Everything about it is wrong. */
public final class TwinManager extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
