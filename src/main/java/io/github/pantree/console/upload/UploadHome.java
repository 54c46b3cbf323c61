package io.github.pantree.console.upload;

import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;

/**
 * The home in which uploads are planned and run.
 *
 * @param options properties of all plans and runs, among them {@code pantree.home}
 */
record UploadHome(Map<String, String> options, MeterRegistry registry) {

    /** What a task does in the open home. */
    interface Work {
        void execute(Provisioning provisioning) throws Exception;
    }

    /** Opens the home with these settings, executes the work, and closes it; the task can stop the work meanwhile. */
    void use(OpenMode mode, Map<String, String> settings, UploadTask task, Work work) throws Exception {
        try (Provisioning provisioning =
                Provisioning.open(mode, settings, Optional.empty(), registry, task::isStopped)) {
            task.opened(provisioning);
            try {
                work.execute(provisioning);
            } finally {
                task.closing();
            }
        }
    }
}
