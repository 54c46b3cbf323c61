package io.github.pantree.provisioning.plan;

import io.github.pantree.support.Messages;
import java.nio.file.Path;

/** Thrown when what a kept plan rests on is not as it was; nothing is sent then. */
public final class PlanOutdatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PlanOutdatedException(Path plan, String what) {
        super(Messages.format("plan.outdated", plan, what));
    }
}
