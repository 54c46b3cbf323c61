package io.github.pantree.support;

import java.util.List;

/** The columns of {@code result.csv}, which is written by reports and must not be read as a manifest. */
public final class ResultColumns {

    /** The first columns; those of the manifest follow. See {@code src/docs/results.md}. */
    public static final List<String> FIRST =
            List.of("line", "path", "name", "dir_id", "parent_dir_id", "status", "message", "trace_id");

    private ResultColumns() {}
}
