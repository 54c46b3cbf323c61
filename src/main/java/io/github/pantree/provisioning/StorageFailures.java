package io.github.pantree.provisioning;

import io.github.pantree.ledger.DatabaseErrors;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Messages;
import org.springframework.beans.factory.ObjectProvider;

/** Explains a failure of the open database to users. */
record StorageFailures(
        OpenRequest request,
        RunSettings settings,
        ObjectProvider<StopSignal> stop,
        ObjectProvider<PostgresDatabase> server) {

    /** A {@link StorageException} if the database failed; otherwise the failure itself. */
    RuntimeException explain(RuntimeException failure) {
        return DatabaseErrors.reason(failure)
                .<RuntimeException>map(reason -> new StorageException(message(reason), failure))
                .orElse(failure);
    }

    private String message(String reason) {
        // Without the API there is no run that could have been stopped.
        String stopped = request.mode().needsApi() ? stop.getObject().reason() : null;
        String first = stopped == null ? reason : stopped;
        if (request.mode() == OpenMode.PLAN) {
            return Messages.format("storage.plan", System.getProperty("java.io.tmpdir"), first);
        }
        PostgresDatabase shared = server.getIfAvailable();
        return shared == null
                ? Messages.format("storage.lost", settings.home(), first)
                : Messages.format("storage.server", shared.shown(), first);
    }
}
