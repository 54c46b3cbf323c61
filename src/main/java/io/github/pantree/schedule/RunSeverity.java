package io.github.pantree.schedule;

import io.github.pantree.provisioning.run.RunStatus;
import java.util.List;

/** Which outcomes of a job's runs need more attention than others. */
final class RunSeverity {

    private static final List<RunStatus> ORDER = List.of(
            RunStatus.COMPLETED,
            RunStatus.BUSY,
            RunStatus.INVALID_MANIFEST,
            RunStatus.COMPLETED_WITH_REJECTS,
            RunStatus.DIFFERENCES,
            RunStatus.STOPPED,
            RunStatus.CREDENTIALS_REFUSED,
            RunStatus.BAD_SETTING,
            RunStatus.DEFECT);

    private RunSeverity() {}

    /** The one that needs more attention: the exit code of a job with both. */
    static RunStatus worst(RunStatus one, RunStatus other) {
        return ORDER.indexOf(other) > ORDER.indexOf(one) ? other : one;
    }

    /** Whether the failure concerns all manifests, so that the others need not be tried. */
    static boolean concernsAll(RunStatus end) {
        return ORDER.indexOf(end) > ORDER.indexOf(RunStatus.DIFFERENCES);
    }
}
