package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.TimeSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** A {@link FolderCreator} without threads, which takes a turn whenever its owner wants. */
public final class SteppedCreator {

    private final FolderCreator creator;

    /**
     * @param calls executes calls, on the thread that takes the turns
     * @param answers where they leave their answers
     */
    public SteppedCreator(
            long manifest,
            FolderStore store,
            AccountTree tree,
            FolderApi api,
            RunSettings settings,
            TimeSource time,
            ProgressTracker progress,
            StopSignal stop,
            ExecutorService calls,
            BlockingQueue<Runnable> answers,
            RandomGenerator random) {
        CallExecutor executor = new CallExecutor(settings.concurrency(), time, calls, answers);
        creator = new FolderCreator(manifest, store, tree, api, settings, time, progress, stop, executor, random);
    }

    /** An executor without threads, for steps that only list. */
    public static CallExecutor executor(
            int size, TimeSource time, ExecutorService calls, BlockingQueue<Runnable> answers) {
        return new CallExecutor(size, time, calls, answers);
    }

    public void admit(List<LedgerFolder> folders) {
        creator.admit(folders, true);
    }

    /** Takes a turn; false if all folders are final, or the run was stopped. */
    public boolean takeTurn() throws InterruptedException {
        return creator.takeTurn(0);
    }

    public void close() {
        creator.close();
    }
}
