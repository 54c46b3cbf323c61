package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.TimeSource;
import java.util.random.RandomGenerator;

/**
 * What the parts of a {@link FolderCreator} share: the manifest, what is recorded of it and its account, and the API.
 *
 * @param executor executes the calls, until the folder creator is closed
 * @param random spreads the pauses before calls are sent again
 */
public record CreationContext(
        long manifest,
        FolderStore ledger,
        AccountTree tree,
        FolderApi api,
        RunSettings settings,
        TimeSource timing,
        ProgressTracker progress,
        StopSignal stop,
        CallExecutor executor,
        RandomGenerator random) {}
