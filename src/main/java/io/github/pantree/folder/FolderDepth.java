package io.github.pantree.folder;

/** How deep a tree of folders may be. */
public final class FolderDepth {

    /** No limit is documented. A deeper tree is an error in the file, and its paths would not fit into a column. */
    public static final int MAX = 500;

    private FolderDepth() {}
}
