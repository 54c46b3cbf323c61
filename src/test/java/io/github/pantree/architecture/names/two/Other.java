package io.github.pantree.architecture.names.two;

/** Has a name of its own among top-level types. */
public final class Other {}
