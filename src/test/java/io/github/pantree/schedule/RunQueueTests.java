package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.testing.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RunQueueTests {

    private static final Optional<Path> HOME = Optional.of(Path.of("home"));

    private final RunQueue queue = new RunQueue();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void worksOfOneAccountDoNotOverlap() throws Exception {
        Thread first = runningFirst("a", HOME);
        Thread second = start("second", "a", Optional.of(Path.of("another")));
        awaitWaiting(second);
        finish(first, second);
        assertThat(events).containsExactly("first begins", "first ends", "second");
    }

    @Test
    void worksInOneHomeDoNotOverlapWhateverItsSpelling() throws Exception {
        Thread first = runningFirst("a", HOME);
        Thread second = start("second", "b", Optional.of(Path.of("x/../home").toAbsolutePath()));
        awaitWaiting(second);
        finish(first, second);
        assertThat(events).containsExactly("first begins", "first ends", "second");
    }

    @Test
    void worksOfDifferentAccountsAndHomesOverlap() throws Exception {
        Thread first = runningFirst("a", HOME);
        start("second", "b", Optional.empty()).join();
        start("third", null, Optional.of(Path.of("another"))).join();
        finish(first);
        assertThat(events).containsExactly("first begins", "second", "third", "first ends");
    }

    @Test
    void worksBeginInTheOrderOfTheirArrival() throws Exception {
        Thread first = runningFirst("a", HOME);
        Thread second = start("second", "a", HOME);
        awaitWaiting(second);
        Thread third = start("third", "a", HOME);
        awaitWaiting(third);
        finish(first, second, third);
        assertThat(events).containsExactly("first begins", "first ends", "second", "third");
    }

    @Test
    void failedWorkReleasesItsLocks() throws Exception {
        assertThatThrownBy(() -> queue.inTurn("a", HOME, () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        start("second", "a", HOME).join();
        assertThat(events).containsExactly("second");
    }

    /** The lock of the account is free again, although that of the home was not obtained. */
    @Test
    void interruptedWaitReleasesTheLocksThatItHas() throws Exception {
        Thread first = runningFirst("a", HOME);
        Thread second = start("second", "b", HOME);
        awaitWaiting(second);
        second.interrupt();
        second.join();
        start("third", "b", Optional.empty()).join();
        finish(first);
        assertThat(events).containsExactly("first begins", "second interrupted", "third", "first ends");
    }

    private Thread runningFirst(String account, Optional<Path> home) throws InterruptedException {
        Thread first = new Thread(() -> work(
                account,
                home,
                () -> {
                    events.add("first begins");
                    begun.countDown();
                    end.await();
                    events.add("first ends");
                },
                "first"));
        first.start();
        begun.await();
        return first;
    }

    private Thread start(String name, @Nullable String account, Optional<Path> home) {
        Thread thread = new Thread(() -> work(account, home, () -> events.add(name), name));
        thread.start();
        return thread;
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void work(@Nullable String account, Optional<Path> home, Work work, String name) {
        try {
            queue.inTurn(account, home, () -> {
                work.run();
                return true;
            });
        } catch (InterruptedException e) {
            events.add(name + " interrupted");
        } catch (Exception e) {
            events.add(e.toString());
        }
    }

    private static void awaitWaiting(Thread thread) {
        Await.until(() -> thread.getState() == Thread.State.WAITING);
    }

    private void finish(Thread... threads) throws InterruptedException {
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
