package io.github.pantree.provisioning.run;

import io.github.pantree.pan123.FolderApi;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks a run to end in order: no more mkdirs leave, answers under way are still recorded, and the step ends as stopped.
 * The steps look at it; they are not interrupted, since Spring Batch takes an interrupted step for a completed one.
 */
public final class StopSignal {

    private final FolderApi api;
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    public StopSignal(FolderApi api) {
        this.api = api;
    }

    /**
     * Asks the run to stop in order, from any thread.
     *
     * @param why the reason that users read; only the first one counts
     */
    public void request(String why) {
        reason.compareAndSet(null, why);
        api.halt();
    }

    public boolean isRequested() {
        return reason.get() != null;
    }

    @Nullable
    public String reason() {
        return reason.get();
    }
}
