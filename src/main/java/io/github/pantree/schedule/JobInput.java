package io.github.pantree.schedule;

import io.github.pantree.provisioning.run.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The input of a job, its manifests: where they come from, and where they go after their runs; by default they stay.
 */
interface JobInput {

    /** Claims the manifests that there are now, in the order of their runs. */
    List<Path> claim() throws InterruptedException;

    /**
     * Takes a manifest that cannot be read out of the way, so that it does not block the others forever.
     *
     * @return where it is now; empty if it can be read
     */
    Optional<Path> rejectUnreadable(Path manifest) throws IOException;

    /**
     * Puts a manifest where it belongs after its run.
     *
     * @return where it is now
     */
    default Path finish(Path manifest, RunOutcome outcome) throws IOException {
        return manifest;
    }

    /**
     * Runs a manifest.
     *
     * @param run the processing itself, whose outcome is returned
     */
    default RunOutcome process(Path manifest, Callable<RunOutcome> run) throws Exception {
        return run.call();
    }

    /** Whether a manifest changed while it was processed, so that it has to be run again. */
    default boolean isChanged(Path manifest) {
        return false;
    }

    /** Whether the job claims this manifest again, as it is now. */
    default boolean claimsAgain(Path manifest) {
        return true;
    }

    /** Whether manifests are moved: results then belong beside them, and another process may have taken one. */
    default boolean movesManifests() {
        return false;
    }

    /** Whether another process took a claimed manifest. */
    default boolean isMissing(Path manifest) {
        return movesManifests() && !Files.exists(manifest);
    }
}
