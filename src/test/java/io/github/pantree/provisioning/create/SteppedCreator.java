package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.support.TimeSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;

/** A {@link FolderCreator} without threads, which takes a turn whenever its owner wants. */
public final class SteppedCreator {

    private final FolderCreator creator;

    /** @param context its executor is one of {@link #executor} */
    public SteppedCreator(CreationContext context) {
        creator = new FolderCreator(context);
    }

    /**
     * An executor without threads.
     *
     * @param calls executes calls, on the thread that takes the turns
     * @param answers where they leave their answers
     */
    public static CallExecutor executor(
            int size, TimeSource time, ExecutorService calls, BlockingQueue<Runnable> answers) {
        return new CallExecutor(size, time, calls, answers);
    }

    public void admit(List<LedgerFolder> folders) {
        creator.admit(folders, true);
    }

    /** Takes a turn; false if all folders are final, or the run was stopped. */
    public boolean step() throws InterruptedException {
        return creator.step(0);
    }

    public void close() {
        creator.close();
    }
}
