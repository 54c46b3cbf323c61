package io.github.pantree.provisioning.run;

import io.github.pantree.support.Messages;

/** Thrown when a process that waits for another one is to end, or its deadline is over; nothing has happened then. */
public final class RunStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunStoppedException() {
        super(Messages.format("stop.waiting"));
    }
}
