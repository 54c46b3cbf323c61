package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.FolderStore;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.testing.TickingTime;
import java.lang.reflect.Proxy;

/** Takes outcomes without a ledger: a test reads them from the tasks. */
final class Outcomes {

    final FolderOutcomes outcomes;

    Outcomes() {
        TickingTime time = new TickingTime();
        FolderStore unused = (FolderStore) Proxy.newProxyInstance(
                FolderStore.class.getClassLoader(), new Class<?>[] {FolderStore.class}, (proxy, method, values) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        ProgressTracker progress = new ProgressTracker(new ScriptedApi(1), time, PantreeMetrics.NONE);
        outcomes = new FolderOutcomes(new OutcomeRecorder(1, unused, time, progress, (task, outcome) -> {}));
    }
}
