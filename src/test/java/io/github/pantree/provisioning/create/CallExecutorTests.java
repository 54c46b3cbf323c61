package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.logging.LogContext;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CallExecutorTests {

    private static final long LONG = TimeUnit.SECONDS.toNanos(60);

    private final TickingTime time = new TickingTime();
    private final CallExecutor executor = new CallExecutor(2, time);
    private final StopSignal stop = new StopSignal(new ScriptedApi(1));
    private final List<String> answers = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        executor.close();
    }

    @Test
    void passesAnswersOnTheCallingThread() throws Exception {
        Thread asking = Thread.currentThread();
        List<Thread> calling = new ArrayList<>();
        executor.call(Thread::currentThread, calling::add);
        executor.call(() -> "b", answer -> answers.add(answer + (Thread.currentThread() == asking)));
        assertThat(executor.busy()).isEqualTo(2);
        while (executor.busy() > 0) {
            assertThat(executor.runCallbacks(LONG)).isTrue();
        }
        assertThat(answers).containsExactly("btrue");
        assertThat(calling).singleElement().isNotSameAs(asking);
        assertThat(calling.get(0).isDaemon()).isTrue();
        assertThat(calling.get(0).getName()).isEqualTo("call");
    }

    @Test
    void countsACallAsBusyUntilItsAnswerIsPassed() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        executor.call(
                () -> {
                    called.countDown();
                    return "a";
                },
                answer -> answers.add(answer + executor.busy()));
        assertThat(called.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(executor.busy()).isEqualTo(1);
        executor.runCallbacks(LONG);
        assertThat(answers).containsExactly("a0");
        assertThat(executor.busy()).isZero();
    }

    @Test
    void passesAllAnswers() throws Exception {
        executor.call(() -> "a", answers::add);
        executor.call(() -> "b", answers::add);
        executor.runAllCallbacks(stop);
        assertThat(answers).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void stopDoesNotWaitForCalls() throws Exception {
        executor.call(() -> "a", stop::request);
        executor.call(this::hang, answers::add);
        executor.runAllCallbacks(stop);
        assertThat(executor.busy()).isEqualTo(1);
        assertThat(answers).isEmpty();
    }

    @Test
    void returnsFalseWithoutAnAnswer() throws Exception {
        executor.call(this::hang, answers::add);
        assertThat(executor.runCallbacks(1)).isFalse();
        assertThat(executor.busy()).isEqualTo(1);
    }

    @Test
    void throwsWhatACallThrew() {
        IllegalStateException thrown = new IllegalStateException("no");
        executor.call(throwing(thrown), answers::add);
        assertThatThrownBy(() -> executor.runCallbacks(LONG)).isSameAs(thrown);
        assertThat(executor.busy()).isZero();
    }

    @Test
    void throwsTheErrorOfACall() {
        StackOverflowError thrown = new StackOverflowError();
        Supplier<String> throwing = () -> {
            throw thrown;
        };
        executor.call(throwing, answers::add);
        assertThatThrownBy(() -> executor.runCallbacks(LONG)).isSameAs(thrown);
        assertThat(executor.busy()).isZero();
    }

    @Test
    void executesNoMoreConcurrentCallsThanThreads() throws Exception {
        AtomicBoolean third = new AtomicBoolean();
        CountDownLatch both = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            executor.call(
                    () -> {
                        both.countDown();
                        return hang();
                    },
                    answers::add);
        }
        executor.call(
                () -> {
                    third.set(true);
                    return "third";
                },
                answers::add);
        assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(third).isFalse();
        released.countDown();
        assertThat(executor.runAllCallbacks(Duration.ofSeconds(60))).isNull();
        assertThat(answers).containsExactlyInAnyOrder("hung", "hung", "third");
    }

    @Test
    void passesAllAnswersEvenIfSomeThrow() throws Exception {
        IllegalStateException first = new IllegalStateException("first");
        executor.call(throwing(first), answers::add);
        assertThat(executor.runAllCallbacks(Duration.ofSeconds(60))).isSameAs(first);
        executor.call(() -> "a", answers::add);
        executor.call(throwing(first), answers::add);
        executor.call(() -> "b", answers::add);
        assertThat(executor.runAllCallbacks(Duration.ofSeconds(60))).isSameAs(first);
        assertThat(answers).containsExactlyInAnyOrder("a", "b");
        assertThat(executor.busy()).isZero();
    }

    @Test
    void keepsTheFirstFailureOfSeveral() throws Exception {
        IllegalStateException first = new IllegalStateException("first");
        CountDownLatch thrown = new CountDownLatch(1);
        try (CallExecutor one = new CallExecutor(1, time)) {
            one.call(throwing(first), answers::add);
            one.call(throwing(new IllegalStateException("second")), answers::add);
            one.call(
                    () -> {
                        thrown.countDown();
                        return "third";
                    },
                    answers::add);
            assertThat(thrown.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(one.runAllCallbacks(Duration.ofSeconds(60))).isSameAs(first);
            assertThat(one.busy()).isZero();
        }
    }

    @Test
    void doesNotWaitForCallsThatTakeTooLong() throws Exception {
        time.tick(Duration.ofSeconds(1));
        executor.call(this::hang, answers::add);
        assertThat(executor.runAllCallbacks(Duration.ofSeconds(1))).isNull();
        assertThat(executor.busy()).isEqualTo(1);
        released.countDown();
        time.tick(Duration.ZERO);
        executor.runAllCallbacks(CallExecutor.FOREVER);
        assertThat(answers).containsExactly("hung");
    }

    @Test
    void interruptsCallsWhenItIsClosed() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        executor.call(
                () -> {
                    begun.countDown();
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return "";
                },
                answers::add);
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        executor.close();
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void namesTheRunAndTheFolderOfACallInItsLog() throws Exception {
        LogContext.run("run-7");
        try (CallExecutor logged = new CallExecutor(1, time)) {
            Supplier<Optional<String>> context = () ->
                    LogContext.run().map(run -> run + " " + LogContext.folder().orElse("-"));
            logged.call("/a", 2L, context, answer -> answers.add(answer.orElse("none")));
            logged.call("", null, context, answer -> answers.add(answer.orElse("none")));
            logged.call(context, answer -> answers.add(answer.orElse("none")));
            assertThat(logged.runAllCallbacks(Duration.ofSeconds(60))).isNull();
        } finally {
            LogContext.run(null);
        }
        assertThat(answers).containsExactly("run-7 /a", "run-7 /", "run-7 -");
    }

    private String hang() {
        try {
            released.await();
            return "hung";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    private static Supplier<String> throwing(RuntimeException thrown) {
        return () -> {
            throw thrown;
        };
    }
}
