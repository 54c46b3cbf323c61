package io.github.pantree.provisioning.run;

import io.github.pantree.pan123.FolderApi;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Requests a graceful stop of a run: no more mkdir calls are sent, responses to calls in flight are recorded, and the
 * step ends as stopped. The steps poll this signal. They are not interrupted, since Spring Batch treats an interrupted
 * step as completed.
 */
public final class StopSignal {

    private final FolderApi api;
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    public StopSignal(FolderApi api) {
        this.api = api;
    }

    /**
     * Requests the stop, from any thread.
     *
     * @param why the reason for users; only the first one is kept
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
