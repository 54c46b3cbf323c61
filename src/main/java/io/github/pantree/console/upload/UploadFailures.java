package io.github.pantree.console.upload;

import io.github.pantree.provisioning.run.FailureStatus;
import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Explains to users why there is no plan, or no run. */
final class UploadFailures {

    private static final Logger log = LoggerFactory.getLogger(UploadFailures.class);

    private UploadFailures() {}

    /** Describes a failure of a task in the display language; logs a defect. */
    static String explain(Throwable failure, UploadTask task) {
        if (failure instanceof InterruptedException || failure instanceof RunStoppedException) {
            return task.stopReason().orElseGet(() -> Messages.format("stop.waiting"));
        }
        if (failure instanceof IOException io) {
            return FileSystemErrors.describe(io);
        }
        if (FailureStatus.of(failure).isPresent()) {
            return String.valueOf(failure.getMessage());
        }
        log.error("A defect of the program", failure);
        return Messages.format("failure.defect", failure);
    }
}
