package io.github.pantree.manifest.record;

import io.github.pantree.support.Problem;
import org.jspecify.annotations.Nullable;

/** What stands for the rows of a file that has none to give. */
public final class FailedRecords implements RecordReader {

    private @Nullable Problem problem;

    public FailedRecords(Problem problem) {
        this.problem = problem;
    }

    @Override
    public @Nullable Row next() {
        Problem told = problem;
        problem = null;
        return told == null ? null : Row.bad(told);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
