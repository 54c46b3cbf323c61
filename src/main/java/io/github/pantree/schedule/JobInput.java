package io.github.pantree.schedule;

import io.github.pantree.provisioning.run.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The manifests of a job: their source, and their destination after their runs. By default, they are not moved. */
interface JobInput {

    /** Claims the current manifests, in the order of their runs. */
    List<Path> claim() throws InterruptedException;

    /**
     * Moves a manifest that cannot be read, so that it does not block the others forever.
     *
     * @return its new location; empty if it can be read
     */
    Optional<Path> rejectUnreadable(Path manifest) throws IOException;

    /**
     * Moves a manifest to its destination after its run.
     *
     * @return its new location
     */
    default Path finish(Path manifest, RunOutcome outcome) throws IOException {
        return manifest;
    }

    /**
     * Runs a manifest.
     *
     * @param run processes it; its outcome is returned
     */
    default RunOutcome process(Path manifest, Callable<RunOutcome> run) throws Exception {
        return run.call();
    }

    /** Whether a manifest changed while it was processed, so that it must be run again. */
    default boolean isChanged(Path manifest) {
        return false;
    }

    /** Whether the job will claim this manifest again, in its current state. */
    default boolean claimsAgain(Path manifest) {
        return true;
    }

    /**
     * Whether manifests are moved: then their results are put beside them, and another process may have claimed one.
     */
    default boolean movesManifests() {
        return false;
    }

    /** Whether another process has claimed a manifest. */
    default boolean isMissing(Path manifest) {
        return movesManifests() && !Files.exists(manifest);
    }
}
