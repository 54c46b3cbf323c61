package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.provisioning.create.FolderCreator;
import io.github.pantree.provisioning.run.StopSignal;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Creates folders. A chunk is not a barrier: {@link #write} returns when there is capacity for the next chunk, and only
 * the last chunk waits for all folders. The write count is the number of folders accepted; outcomes are in the ledger.
 *
 * <p>Not transactional, and never retried or rolled back by the step: a call that was sent cannot be undone. Pacing,
 * retries, settling and recording are done by {@link FolderCreator}.
 */
record MkdirItemWriter(FolderCreator creator, StopSignal stop, StepExecution step)
        implements ItemStreamWriter<PendingFolder> {

    @Override
    public void write(Chunk<? extends PendingFolder> chunk) throws InterruptedException {
        List<LedgerFolder> folders = chunk.getItems().stream()
                .map(PendingFolder::folder)
                .flatMap(Stream::ofNullable)
                .toList();
        boolean last = chunk.getItems().stream().anyMatch(PendingFolder::last);
        creator.admit(folders, last);
        creator.runUntil(last ? 0 : creator.capacity());
        if (stop.isRequested()) {
            step.setTerminateOnly();
        }
    }

    @Override
    public void close() throws ItemStreamException {
        creator.close();
    }
}
