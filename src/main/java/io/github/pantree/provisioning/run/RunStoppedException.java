package io.github.pantree.provisioning.run;

import io.github.pantree.support.Messages;

/**
 * Thrown when a process is to stop, or its deadline passes, while it waits for another process; nothing was changed.
 */
public final class RunStoppedException extends ExpectedException {

    private static final long serialVersionUID = 1L;

    public RunStoppedException() {
        super(RunStatus.STOPPED, Messages.format("stop.waiting"));
    }
}
