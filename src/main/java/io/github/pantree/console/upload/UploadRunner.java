package io.github.pantree.console.upload;

import io.github.pantree.console.upload.Upload.Finished;
import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.schedule.RunNotifier;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs planned uploads, stores their outcomes, and sends notifications about them. */
record UploadRunner(UploadStore store, UploadHome home, TimeSource timing) {

    /** Runs the plan of an upload, or resumes its run, when it is its turn. */
    void run(Upload upload, SavedPlan plan, UploadTask task) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(plan.settings());
        settings.putAll(home.options());
        settings.put("pantree.plan", store.folder(upload).toString());
        if (!upload.parent().isEmpty()) {
            settings.put("pantree.parent", upload.parent());
        }
        store.update(upload.id(), now -> now.in(Phase.RUNNING));
        home.use(OpenMode.RUN, settings, task, provisioning -> run(upload, provisioning));
    }

    private void run(Upload upload, Provisioning provisioning) throws Exception {
        RunOutcome outcome = provisioning.run(store.manifest(upload), upload.title());
        store.update(upload.id(), now -> now.ended(Finished.of(outcome)));
        try (RunNotifier notifier = new RunNotifier(provisioning.notifications(), timing)) {
            notifier.uploadEnded(outcome, upload.title(), Messages.format("console.next"));
        }
    }
}
