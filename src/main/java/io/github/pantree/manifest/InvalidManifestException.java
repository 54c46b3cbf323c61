package io.github.pantree.manifest;

import io.github.pantree.support.Problem;

/** Thrown when a manifest is so broken that no row of it can be read. */
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
