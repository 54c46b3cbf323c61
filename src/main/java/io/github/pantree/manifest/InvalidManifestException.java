package io.github.pantree.manifest;

import io.github.pantree.support.Problem;

/** Thrown when no row of a manifest can be read. */
public final class InvalidManifestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    InvalidManifestException(Problem problem) {
        super(problem.what());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
