package io.github.pantree.provisioning.plan;

import io.github.pantree.provisioning.run.ExpectedException;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Messages;
import java.nio.file.Path;

/** Thrown when the manifest, the target or the remote tree differs from a saved plan; nothing was sent then. */
public final class PlanOutdatedException extends ExpectedException {

    private static final long serialVersionUID = 1L;

    PlanOutdatedException(Path plan, String what) {
        super(RunStatus.DIFFERENCES, Messages.format("plan.outdated", plan, what));
    }
}
