package io.github.pantree.manifest;

import io.github.pantree.support.Problem;
import org.jspecify.annotations.Nullable;

/** What stands for the rows of a file that has none to give. */
final class NoRecords implements Records {

    private @Nullable Problem problem;

    NoRecords(Problem problem) {
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
