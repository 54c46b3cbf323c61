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
        Problem reported = problem;
        problem = null;
        return reported == null ? null : Row.bad(reported);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
