package io.github.pantree.provisioning.run;

/** Thrown when a command cannot be carried out, although the program has no defect; its message is for users. */
public abstract class ExpectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RunStatus status;

    /** @param status how a run ends that fails with this exception */
    protected ExpectedException(RunStatus status, String message) {
        super(message);
        this.status = status;
    }

    protected ExpectedException(RunStatus status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    RunStatus status() {
        return status;
    }
}
