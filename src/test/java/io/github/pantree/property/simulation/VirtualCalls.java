package io.github.pantree.property.simulation;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The calls of one process: each is carried out, and its answer arrives, some virtual time after it was made. */
final class VirtualCalls extends AbstractExecutorService {

    /** Most nanoseconds until a call is carried out, and from then until its answer arrives. */
    static final long LATENCY = TimeUnit.MILLISECONDS.toNanos(20);

    /** A longer wait is not that of a turn: nothing else is done meanwhile. */
    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(50);

    private final VirtualTime time;
    private final RandomGenerator random;
    private final Runnable onAnswer;
    private final Answers answers = new Answers();
    private boolean dead;
    private long wait;

    /** @param onAnswer takes place when an answer arrives */
    VirtualCalls(VirtualTime time, RandomGenerator random, Runnable onAnswer) {
        this.time = time;
        this.random = random;
        this.onAnswer = onAnswer;
    }

    Answers answers() {
        return answers;
    }

    /** For how many nanoseconds the last turn would have waited for an answer. */
    long lastWait() {
        return wait;
    }

    /** Calls that were not carried out are not, unless they were sent before; their answers are lost. */
    void kill() {
        dead = true;
    }

    @Override
    public void execute(Runnable call) {
        time.after(random.nextLong(LATENCY), () -> {
            if (!dead) {
                call.run();
            }
        });
    }

    /** Where the answers arrive, each some time after its call was carried out. */
    final class Answers extends LinkedBlockingQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean add(Runnable answer) {
            time.after(random.nextLong(LATENCY), () -> {
                super.add(answer);
                onAnswer.run();
            });
            return true;
        }

        /** Returns at once, unless the wait is a long one: then it lets the others run meanwhile. */
        @Override
        public @Nullable Runnable poll(long longest, TimeUnit unit) {
            wait = Math.max(0, unit.toNanos(longest));
            Runnable answer = poll();
            long until = wait > Long.MAX_VALUE - time.nanos() ? Long.MAX_VALUE : time.nanos() + wait;
            while (answer == null && wait > TURN && time.nextAt() <= until && time.next()) {
                if (dead) {
                    throw new SimulatedCrash();
                }
                answer = poll();
            }
            if (answer == null && unit.toNanos(longest) > TURN) {
                time.moveTo(until);
            }
            return answer;
        }
    }

    @Override
    public void shutdown() {
        dead = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        dead = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return dead;
    }

    @Override
    public boolean isTerminated() {
        return dead;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
