package io.github.pantree.property.model;

import io.github.pantree.property.model.ClaimState.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Explores all interleavings of processes that want one folder on a server that allows duplicates, breadth first: claim
 * of the parent with a fencing token, comparison with the ledger and the listing, intent, call, answer, outcome,
 * release. Between any two steps a process may be killed and started again, the database may release its lock, a call
 * or its answer may be lost or late.
 *
 * @param mutation the mistake that the engine makes
 * @param slow whether listings may lack a folder for any time; otherwise no longer than the engine looks for it
 */
record ClaimModel(int processes, int restarts, int lostLocks, Mutation mutation, boolean slow) {

    /** Mistakes that the exploration has to find. */
    enum Mutation {
        NONE,
        CLAIM_AFTER_SEND,
        ANSWER_BEFORE_COMMIT,
        ONE_LISTING
    }

    /**
     * What was found.
     *
     * @param violation what is wrong, and the states that lead to it; null if nothing is
     */
    record Exploration(int states, @Nullable String violation) {}

    private static final class ViolationException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ViolationException(String message) {
            super(message);
        }
    }

    Exploration explore() {
        ClaimState first = ClaimState.initial(processes, restarts, lostLocks);
        Map<ClaimState, @Nullable ClaimState> before = new HashMap<>();
        Deque<ClaimState> open = new ArrayDeque<>(List.of(first));
        before.put(first, null);
        while (!open.isEmpty()) {
            ClaimState state = open.remove();
            try {
                for (ClaimState next : next(state)) {
                    if (!before.containsKey(next)) {
                        before.put(next, state);
                        open.add(next);
                    }
                }
            } catch (ViolationException e) {
                return new Exploration(before.size(), e.getMessage() + trail(before, state));
            }
        }
        return new Exploration(before.size(), null);
    }

    private static String trail(Map<ClaimState, @Nullable ClaimState> before, ClaimState last) {
        StringBuilder trail = new StringBuilder();
        for (ClaimState state = last; state != null; state = before.get(state)) {
            trail.insert(0, "\n  " + state);
        }
        return trail.toString();
    }

    private List<ClaimState> next(ClaimState state) {
        List<ClaimState> next = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            addServerSteps(state, i, next);
            addStep(state, i, next);
        }
        if (state.visible() < state.copies()) {
            ClaimState shown = state.copy();
            shown.show();
            next.add(shown);
        }
        checkEnd(state, next.isEmpty());
        for (int i = 0; i < processes; i++) {
            addCrashes(state, i, next);
        }
        return next;
    }

    private void checkEnd(ClaimState state, boolean over) {
        if (state.copies() > 1 && !slow) {
            throw new ViolationException("created twice");
        }
        for (int i = 0; i < processes; i++) {
            if (over && state.isRunning(i)) {
                throw new ViolationException("blocked for ever");
            }
            if (state.step(i) == Step.DONE && state.copies() == 0) {
                throw new ViolationException("lost");
            }
        }
    }

    /** A call is carried out, or lost; its answer may be lost afterwards. */
    private static void addServerSteps(ClaimState state, int process, List<ClaimState> next) {
        if (state.isInFlight(process)) {
            ClaimState created = state.copy();
            created.create(process);
            next.add(created);
            ClaimState lost = state.copy();
            lost.lose(process);
            next.add(lost);
        }
    }

    private static void addCrashes(ClaimState state, int process, List<ClaimState> next) {
        if (state.isRunning(process)) {
            next.add(stop(state.copy(), process));
            if (state.mayLoseLock() && state.isConnected(process)) {
                ClaimState alone = state.copy();
                alone.useLostLock();
                alone.disconnect(process);
                next.add(alone);
            }
        }
    }

    private static ClaimState stop(ClaimState state, int process) {
        state.disconnect(process);
        state.dropAnswer(process);
        return state.go(process, Step.STOPPED);
    }

    private void addStep(ClaimState state, int process, List<ClaimState> next) {
        ClaimState copy = state.copy();
        switch (state.step(process)) {
            case NEW -> next.add(start(copy, process));
            case WANTS_CLAIM -> {
                if (mutation == Mutation.CLAIM_AFTER_SEND || !state.isBusyFor(process)) {
                    next.add(claim(copy, process));
                }
            }
            case VERIFIES -> {
                if (canVerify(state)) {
                    next.add(verify(copy, process));
                }
            }
            case MAY_INTEND -> next.add(write(copy, process, ClaimState.SENT, Step.MAY_SEND));
            case MAY_SEND -> next.add(send(copy, process));
            case WAITS -> addAnswers(state, process, next);
            case KNOWS -> next.add(onAnswer(copy, process));
            case HAS_ACTED -> next.add(write(copy, process, ClaimState.CREATED, Step.HAS_RECORDED));
            case HAS_RECORDED -> next.add(finish(copy, process));
            case STOPPED -> {
                if (state.mayRestart()) {
                    copy.useRestart();
                    next.add(copy.go(process, Step.NEW));
                }
            }
            case DONE -> {}
        }
    }

    private static ClaimState start(ClaimState state, int process) {
        state.connect(process);
        return state.go(process, state.row(process) == ClaimState.CREATED ? Step.HAS_RECORDED : Step.WANTS_CLAIM);
    }

    private ClaimState claim(ClaimState state, int process) {
        boolean inDoubt = state.row(process) == ClaimState.SENT;
        if (mutation == Mutation.CLAIM_AFTER_SEND) {
            return state.go(process, inDoubt ? Step.VERIFIES : Step.MAY_INTEND);
        }
        if (!state.isCurrent(process)) {
            return stop(state, process);
        }
        boolean untouched = state.isFirstClaim() || state.ownsClaim(process);
        state.claim(process);
        return state.go(process, untouched && !inDoubt ? Step.MAY_INTEND : Step.VERIFIES);
    }

    /** The engine lists until every call that was sent is carried out and listed, unless one listing is enough. */
    private boolean canVerify(ClaimState state) {
        boolean inDoubt = !state.anyRow(ClaimState.CREATED) && state.anyRow(ClaimState.SENT);
        return !inDoubt
                || slow
                || mutation == Mutation.ONE_LISTING
                || (!state.isAnyInFlight() && state.visible() == state.copies());
    }

    private static ClaimState verify(ClaimState state, int process) {
        return state.anyRow(ClaimState.CREATED) || state.visible() > 0
                ? write(state, process, ClaimState.CREATED, Step.HAS_RECORDED)
                : state.go(process, Step.MAY_INTEND);
    }

    /** A transaction, which checks the fencing token. */
    private static ClaimState write(ClaimState state, int process, byte row, Step then) {
        if (!state.isCurrent(process)) {
            return stop(state, process);
        }
        state.row(process, row);
        return state.go(process, then);
    }

    /** The pacer gives a slot to a current fencing token only. */
    private static ClaimState send(ClaimState state, int process) {
        if (!state.isCurrent(process)) {
            return stop(state, process);
        }
        if (!state.maySend(process)) {
            return stop(state, process);
        }
        if (state.isReported()) {
            throw new ViolationException("sent again after it was reported");
        }
        state.send(process);
        return state.go(process, Step.WAITS);
    }

    private static void addAnswers(ClaimState state, int process, List<ClaimState> next) {
        if (state.hasAnswer(process)) {
            ClaimState answered = state.copy();
            answered.dropAnswer(process);
            next.add(answered.go(process, Step.KNOWS));
        }
        ClaimState givenUp = state.copy();
        givenUp.dropAnswer(process);
        next.add(givenUp.go(process, Step.VERIFIES));
    }

    private ClaimState onAnswer(ClaimState state, int process) {
        if (mutation == Mutation.CLAIM_AFTER_SEND && !state.isBusyFor(process)) {
            state.claim(process);
        }
        if (mutation == Mutation.ANSWER_BEFORE_COMMIT) {
            state.release(process);
            state.report();
            return state.go(process, Step.HAS_ACTED);
        }
        return write(state, process, ClaimState.CREATED, Step.HAS_RECORDED);
    }

    private static ClaimState finish(ClaimState state, int process) {
        state.release(process);
        state.disconnect(process);
        state.report();
        return state.go(process, Step.DONE);
    }
}
