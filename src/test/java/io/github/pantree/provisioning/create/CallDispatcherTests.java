package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.provisioning.run.ProgressTracker;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The executor of the fixture has four threads: up to four calls are in flight until their answers are passed. */
final class CallDispatcherTests {

    private static final int THREADS = 4;

    private final ResponseFixture engine = new ResponseFixture(2);
    private final ScriptedApi api = engine.api;
    /** The numbers of the folders of each commit of intents. */
    private final List<List<Long>> commits = new ArrayList<>();

    private final CallDispatcher dispatcher = new CallDispatcher(
            engine.context, recorder(), engine.batcher, engine.refusals, engine.outcomes, engine.handler);

    private OutcomeRecorder recorder() {
        FolderStore store = (FolderStore) Proxy.newProxyInstance(
                FolderStore.class.getClassLoader(), new Class<?>[] {FolderStore.class}, (proxy, method, values) -> {
                    assertThat(method.getName()).isEqualTo("markSent");
                    Collection<?> numbers = (Collection<?>) values[1];
                    commits.add(numbers.stream().map(Long.class::cast).toList());
                    return null;
                });
        ProgressTracker progress = new ProgressTracker(api, engine.time, PantreeMetrics.NONE);
        return new OutcomeRecorder(1, store, engine.time, progress, (task, outcome) -> {});
    }

    /** Two arrays of two names are accepted without a probe. */
    private void proveArrays() {
        api.capabilities().recordSuccess(api.capabilities().form(2), 2);
    }

    private List<FolderTask> add(long parent, int from, int to) {
        List<FolderTask> tasks = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            tasks.add(Tasks.child(parent, number));
        }
        tasks.forEach(engine.batcher::add);
        return tasks;
    }

    private void answer() throws InterruptedException {
        engine.executor.runCallbacks(0);
    }

    @Test
    void commitsTheIntentsOfAGroupBeforeItsFirstCall() {
        proveArrays();
        List<List<Long>> committed = new ArrayList<>();
        api.duringMkdir(call -> committed.addAll(commits));
        List<FolderTask> tasks = add(1, 10, 13);
        assertThat(dispatcher.dispatch()).as("nothing is left to send").isTrue();
        assertThat(api.names()).containsExactly(List.of("n10", "n11"), List.of("n12", "n13"));
        assertThat(committed)
                .as("when each call left")
                .containsOnly(List.of(10L, 11L, 12L, 13L))
                .hasSize(2);
        assertThat(tasks).extracting(task -> task.state).containsOnly(FolderState.SENT);
        assertThat(tasks).allMatch(task -> task.inFlight);
    }

    /** Otherwise runs that wait for each other's parents would wait forever. */
    @Test
    void sendsIncompleteSiblingsOnlyIfNothingElseIsUnderWay() throws Exception {
        proveArrays();
        engine.batcher.expectChildOf(1);
        add(1, 10, 10);
        add(2, 20, 21);
        dispatcher.dispatch();
        dispatcher.dispatch();
        assertThat(api.names()).containsExactly(List.of("n20", "n21"));
        answer();
        dispatcher.dispatch();
        assertThat(api.names()).containsExactly(List.of("n20", "n21"), List.of("n10"));
    }

    @Test
    void isIdleWithoutFolders() {
        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(commits).isEmpty();
    }

    @Test
    void commitsTheNextIntentsWhileAllCallsAreInFlight() throws Exception {
        proveArrays();
        add(1, 10, 20);
        assertThat(dispatcher.dispatch()).isFalse();
        assertThat(api.calls()).hasSize(THREADS);
        assertThat(commits).as("the second group waits for a free call").hasSize(2);
        assertThat(dispatcher.dispatch()).isFalse();
        assertThat(commits).as("its intents are not committed again").hasSize(2);
        answer();
        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(api.calls()).hasSize(6);
    }

    @Test
    void sendsNoMoreCallsForAParentThanItsLimit() throws Exception {
        proveArrays();
        api.mostCallsPerParent(1);
        add(1, 10, 15);
        add(2, 20, 21);
        dispatcher.dispatch();
        assertThat(api.calls()).extracting(call -> call.parent().value()).containsExactly("p1", "p2");
        dispatcher.dispatch();
        assertThat(api.calls()).hasSize(2);
        answer();
        dispatcher.dispatch();
        assertThat(api.callsFor("n12")).hasSize(1);
        assertThat(api.calls()).hasSize(3);
        answer();
        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(api.callsFor("n14")).hasSize(1);
    }

    @Test
    void countsEachCallOfAParentThatMayHaveTwo() throws Exception {
        proveArrays();
        api.mostCallsPerParent(2);
        add(1, 10, 17);
        dispatcher.dispatch();
        assertThat(api.calls()).hasSize(2);
        answer();
        dispatcher.dispatch();
        assertThat(api.calls()).hasSize(4);
    }

    @Test
    void waitsForTheProbeOfAnUntriedForm() throws Exception {
        add(1, 10, 13);
        assertThat(dispatcher.dispatch()).as("the others wait for the probe").isFalse();
        assertThat(api.calls()).hasSize(1);
        engine.time.advance(Duration.ofMillis(1_999));
        dispatcher.dispatch();
        assertThat(api.calls()).hasSize(1);
        answer();
        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(api.names().stream().mapToInt(List::size).sum()).isEqualTo(4);
    }

    @Test
    void sendsAnotherProbeIfTheFirstTakesTooLong() {
        add(1, 10, 13);
        dispatcher.dispatch();
        engine.time.advance(Duration.ofMillis(2_001));
        dispatcher.dispatch();
        assertThat(api.calls()).hasSize(2);
    }

    @Test
    void attemptOfAHeldAccountHasASingleName() throws Exception {
        proveArrays();
        engine.hold.recordRefused("banned");
        add(1, 10, 13);
        assertThat(dispatcher.dispatch()).as("nothing may be sent now").isTrue();
        assertThat(api.calls()).isEmpty();
        engine.time.advance(Duration.ofMinutes(10));
        api.mostCallsPerParent(2);
        dispatcher.dispatch();
        assertThat(api.names()).containsExactly(List.of("n10"));
        assertThat(engine.hold.isHeld()).isTrue();
        answer();
        assertThat(engine.hold.isHeld()).as("the attempt was accepted").isFalse();
        dispatcher.dispatch();
        assertThat(api.names()).contains(List.of("n11"), List.of("n12", "n13"));
    }

    @Test
    void nothingLeavesWhileTheAttemptOfAHeldAccountIsInFlight() {
        engine.hold.recordRefused("banned");
        add(1, 10, 11);
        engine.time.advance(Duration.ofMinutes(10));
        dispatcher.dispatch();
        assertThat(api.calls()).hasSize(1);
        add(2, 20, 21);
        assertThat(dispatcher.dispatch()).as("nothing may be sent now").isTrue();
        assertThat(api.calls()).hasSize(1);
    }

    @Test
    void failsTheChildrenOfAParentThatWasGivenUp() {
        proveArrays();
        List<FolderTask> tasks = add(1, 10, 11);
        engine.missingParents.giveUp(tasks);
        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(api.calls()).isEmpty();
        assertThat(tasks)
                .extracting(task -> Objects.requireNonNull(task.outcome).state())
                .containsOnly(FolderState.FAILED);
    }

    @Test
    void failsTheChildrenOfAFullParent() {
        proveArrays();
        FolderTask first = Tasks.child(1, 9);
        first.lastError = "full";
        engine.fullParents.recordFull(first);
        List<FolderTask> tasks = add(1, 10, 11);
        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(api.calls()).isEmpty();
        assertThat(tasks)
                .extracting(task -> Objects.requireNonNull(task.outcome).state())
                .containsOnly(FolderState.FAILED);
    }

    @Test
    void siblingsOfAMissingParentWaitForItsRetry() throws Exception {
        proveArrays();
        api.mostCallsPerParent(1);
        api.answers("n10", ScriptedApi.refused(RefusalReason.NO_PARENT));
        add(1, 10, 13);
        dispatcher.dispatch();
        answer();
        dispatcher.dispatch();
        assertThat(api.calls())
                .as("the others are delayed, and do not count as calls")
                .hasSize(1);
        engine.settle();
        dispatcher.dispatch();
        assertThat(api.callsFor("n10")).hasSize(2);
        answer();
        dispatcher.dispatch();
        assertThat(api.callsFor("n12")).hasSize(1);
    }

    @Test
    void siblingsThatWaitForARetryFailWithItIfTheParentIsFull() throws Exception {
        proveArrays();
        api.answers("n10", ScriptedApi.refused(RefusalReason.NO_PARENT));
        api.answers("n12", ScriptedApi.refused(RefusalReason.NO_PARENT));
        List<FolderTask> tasks = add(1, 10, 13);
        FolderTask single = Tasks.child(1, 14);
        single.maxBatchSize = 1;
        api.answers("n14", ScriptedApi.refused(RefusalReason.TOO_MANY));
        engine.batcher.add(single);
        dispatcher.dispatch();
        assertThat(api.names()).containsExactly(List.of("n10", "n11"), List.of("n12", "n13"), List.of("n14"));
        answer();
        engine.settle();
        dispatcher.dispatch();
        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(api.calls()).hasSize(3);
        assertThat(tasks)
                .extracting(task ->
                        Objects.requireNonNull(task.outcome, task.name()).state())
                .containsOnly(FolderState.FAILED);
    }

    @Test
    void remembersWhenTheLastCallEndedThatWasSentAgain() throws Exception {
        proveArrays();
        add(1, 10, 10);
        dispatcher.dispatch();
        answer();
        assertThat(dispatcher.lastSentAgainNanos()).as("was sent once").isEmpty();
        FolderTask again = Tasks.child(1, 11);
        again.everInDoubt = true;
        engine.batcher.add(again);
        dispatcher.dispatch();
        engine.time.advance(Duration.ofSeconds(3));
        long end = engine.time.nanos();
        answer();
        assertThat(dispatcher.lastSentAgainNanos())
                .hasValueSatisfying(time -> assertThat(time).isGreaterThanOrEqualTo(end));
        assertThat(api.calls().get(1).again()).as("its first call").isFalse();
    }

    @Test
    void forgetsWhatWasNotSent() {
        proveArrays();
        api.mostCallsPerParent(1);
        add(1, 10, 13);
        dispatcher.dispatch();
        add(3, 30, 37);
        dispatcher.clear();
        assertThat(engine.batcher.isEmpty()).isTrue();
        assertThat(dispatcher.dispatch()).isTrue();
        assertThat(api.calls()).hasSize(1);
        add(1, 14, 15);
        dispatcher.dispatch();
        assertThat(api.calls()).as("no call of the parent counts any more").hasSize(2);
    }
}
