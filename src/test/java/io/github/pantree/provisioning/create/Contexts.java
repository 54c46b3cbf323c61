package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.testing.TestSettings;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Contexts of the manifest 1 for tests of single classes. */
final class Contexts {

    private Contexts() {}

    static CreationContext of(
            FolderStore store,
            AccountTree tree,
            ScriptedApi api,
            TickingTime time,
            CallExecutor executor,
            SettleSettings settle) {
        return new CreationContext(
                1,
                store,
                tree,
                api,
                settings(settle),
                time,
                new ProgressTracker(api, time, PantreeMetrics.NONE),
                new StopSignal(api),
                executor,
                new SplittableRandom(1));
    }

    private static RunSettings settings(SettleSettings settle) {
        return TestSettings.in(Path.of("."))
                .concurrency(4)
                .settle(settle)
                .attempts(2)
                .build();
    }
}
