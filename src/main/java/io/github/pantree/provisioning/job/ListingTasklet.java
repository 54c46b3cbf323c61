package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Walks down the remote tree with list calls. One execution visits one group of parents, so that the results of each
 * group are committed and a stop is noticed between groups.
 *
 * @param <P> a parent: a folder whose children in the manifest are compared with its listing
 */
abstract class ListingTasklet<P> implements Tasklet {

    private static final int PARENTS_AT_ONCE = 200;
    private static final int CHILDREN_AT_ONCE = 1_000;

    final FolderApi api;
    final RunSettings settings;
    private final TimeSource timing;
    private final StopSignal stop;
    private final ToLongFunction<P> number;
    private long after = Long.MIN_VALUE;

    ListingTasklet(FolderApi api, RunSettings settings, TimeSource timing, StopSignal stop, ToLongFunction<P> number) {
        this.api = api;
        this.settings = settings;
        this.timing = timing;
        this.stop = stop;
        this.number = number;
    }

    /** Called before {@link #begin}, unless a test takes the steps of the walk itself. */
    void prepare() throws InterruptedException {}

    abstract void begin();

    /**
     * Up to {@code limit} parents with numbers above {@code after}, in numerical order; an empty list ends the walk.
     */
    abstract List<P> parents(long after, int limit);

    /** Up to {@code limit} children with numbers above {@code after}, in numerical order. */
    abstract List<LedgerFolder> children(P parent, long after, int limit);

    /** Requests the listing of a parent, if it must be listed. */
    abstract void visit(P parent, CallExecutor calls);

    void end() {}

    @Override
    public final RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        if (after == Long.MIN_VALUE) {
            prepare();
            begin();
        }
        List<P> parents = parents(after, PARENTS_AT_ONCE);
        if (parents.isEmpty()) {
            end();
        } else {
            visit(parents);
            after = number.applyAsLong(parents.get(parents.size() - 1));
        }
        if (stop.isRequested()) {
            contribution.getStepExecution().setTerminateOnly();
        }
        return RepeatStatus.continueIf(!parents.isEmpty() && !stop.isRequested());
    }

    private void visit(List<P> parents) throws InterruptedException {
        try (CallExecutor calls = new CallExecutor(settings.concurrency(), timing)) {
            parents.forEach(parent -> visit(parent, calls));
            calls.runAllCallbacks(stop);
        }
    }

    /** Passes the children in pages; the last page may be empty. */
    final void forEachPage(P parent, Consumer<List<LedgerFolder>> each) {
        long last = -1;
        List<LedgerFolder> page;
        do {
            page = children(parent, last, CHILDREN_AT_ONCE);
            each.accept(page);
            last = page.isEmpty() ? last : page.get(page.size() - 1).number();
        } while (page.size() == CHILDREN_AT_ONCE);
    }

    /** Why a run cannot continue without the listing of a folder. */
    final RuntimeException failure(String path, ListResult.Refused refused) {
        if (refused.concernsListing()) {
            return new ApiUnavailableException(
                    Messages.format("look.unreadable", path.isEmpty() ? "/" : path, refused.message()));
        }
        return InvalidSettingException.of("pantree.parent", settings.parent(), "parent", refused.describe());
    }
}
