package io.github.pantree.pan123;

/** How names are written in a mkdir call; which of both a server takes is not promised (see {@link Capabilities}). */
public enum NameEncoding {
    /** {@code "name": ["a", "b"]}, as the vendor's developer documents have it. */
    ARRAY,
    /** {@code "name": "a"}, as its API card has it. */
    STRING
}
