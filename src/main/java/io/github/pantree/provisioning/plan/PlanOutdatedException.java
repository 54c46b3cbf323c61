package io.github.pantree.provisioning.plan;

import io.github.pantree.support.Messages;
import java.nio.file.Path;

/** Thrown when the manifest, the target or the remote tree differs from a saved plan; nothing was sent then. */
public final class PlanOutdatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PlanOutdatedException(Path plan, String what) {
        super(Messages.format("plan.outdated", plan, what));
    }
}
