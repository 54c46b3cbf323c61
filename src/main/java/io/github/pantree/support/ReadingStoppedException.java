package io.github.pantree.support;

/** Thrown when reading a manifest was stopped; what was read so far says nothing about the file. */
public final class ReadingStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
