package io.github.pantree.architecture.names.two;

/** Has a unique name among top-level types. */
public final class Other {}
