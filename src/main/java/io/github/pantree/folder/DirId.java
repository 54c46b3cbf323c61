package io.github.pantree.folder;

/**
 * The remote identifier of a folder, opaque: it is never parsed, trimmed or changed in case.
 *
 * @param value the identifier as the API gave it; empty for the root of the account
 */
public record DirId(String value) {

    /** The root of the account: the API takes an empty {@code parentID} for it. */
    public static final DirId ROOT = new DirId("");

    @Override
    public String toString() {
        return value;
    }
}
