package io.github.pantree.schedule;

import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Shows a run's progress and its outcome. */
public interface RunListener {

    RunOutcome during(Provisioning provisioning, Callable<RunOutcome> run) throws Exception;

    /**
     * Called while the home is still open.
     *
     * @param why the reason of the outcome; null without one
     */
    void ran(Provisioning provisioning, RunOutcome outcome, Path manifest, @Nullable String why);

    /** Called if a run did not take place: another process holds the lock, or the storage failed. */
    void failed(Path manifest, RunStatus end, String why);

    /**
     * Opens a home for a run.
     *
     * @param stopped whether the job was stopped
     */
    default Provisioning open(Map<String, String> options, Optional<Path> job, BooleanSupplier stopped) {
        return Provisioning.open(OpenMode.RUN, options, job, null, stopped);
    }
}
