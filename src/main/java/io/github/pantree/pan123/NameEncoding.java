package io.github.pantree.pan123;

/**
 * How names are written in a mkdir call. The API does not guarantee which one a server accepts (see {@link
 * Capabilities}).
 */
public enum NameEncoding {
    /** {@code "name": ["a", "b"]}, as in the vendor's developer documents. */
    ARRAY,
    /** {@code "name": "a"}, as in the vendor's API reference. */
    STRING
}
