package io.github.pantree.schedule;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Expects no run. */
public final class SilentListener implements RunListener {

    @Override
    public RunOutcome during(Provisioning provisioning, Callable<RunOutcome> run) throws Exception {
        return run.call();
    }

    @Override
    public void ran(Provisioning provisioning, RunOutcome outcome, Path manifest, @Nullable String why) {
        throw new AssertionError(manifest);
    }

    @Override
    public void failed(Path manifest, RunStatus end, String why) {
        throw new AssertionError(why);
    }
}
