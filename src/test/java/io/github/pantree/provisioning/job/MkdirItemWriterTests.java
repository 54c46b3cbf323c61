package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.provisioning.create.FolderCreatorFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

final class MkdirItemWriterTests extends FolderCreatorFixture {

    private final StepExecution step = new StepExecution(
            1, "create", new JobExecution(1, new JobInstance(1, "provisioning"), new JobParameters()));

    @Test
    void returnsBeforeTheLastChunkWithoutWaitingForAnswers() throws Exception {
        acceptNames(1);
        CountDownLatch released = new CountDownLatch(1);
        api.duringMkdir(call -> assertThat(released.await(60, TimeUnit.SECONDS)).isTrue());
        open("/a", "/b", "/c");
        MkdirItemWriter writer = new MkdirItemWriter(creator, stop, step);
        writer.write(chunk(0, 2, false));
        assertThat(states()).doesNotContainValue(FolderState.CREATED);
        released.countDown();
        writer.write(chunk(2, 3, true));
        assertThat(states()).containsOnlyKeys("/a", "/b", "/c").doesNotContainValue(FolderState.PENDING);
        assertThat(states()).containsValue(FolderState.CREATED).doesNotContainValue(FolderState.SENT);
        assertThat(step.isTerminateOnly()).isFalse();
    }

    @Test
    void endsTheStepWhenAStopIsRequested() throws Exception {
        acceptNames(1);
        open("/a");
        stop.request("now");
        new MkdirItemWriter(creator, stop, step).write(chunk(0, 1, true));
        assertThat(step.isTerminateOnly()).isTrue();
        assertThat(folder("/a").state()).isEqualTo(FolderState.PENDING);
    }

    @Test
    void closesTheFlow() throws Exception {
        acceptNames(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        api.duringMkdir(call -> {
            if (call.names().contains("a")) {
                begun.countDown();
                try {
                    new CountDownLatch(1).await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            } else {
                assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            }
        });
        open("/a", "/b");
        MkdirItemWriter writer = new MkdirItemWriter(creator, stop, step);
        creator.admit(pending(), true);
        creator.runUntil(1);
        writer.close();
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private Chunk<PendingFolder> chunk(int from, int to, boolean last) {
        List<LedgerFolder> all = database.folders(manifest);
        List<PendingFolder> items = new ArrayList<>();
        for (int i = from; i < to; i++) {
            items.add(new PendingFolder(all.get(i), last && i == to - 1));
        }
        return new Chunk<>(items);
    }
}
