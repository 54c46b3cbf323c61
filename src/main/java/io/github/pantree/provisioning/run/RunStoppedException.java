package io.github.pantree.provisioning.run;

import io.github.pantree.support.Messages;

/** Thrown when a process was told to end, or its deadline was over, while it waited for another one: nothing has happened. */
public final class RunStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunStoppedException() {
        super(Messages.format("stop.waiting"));
    }
}
