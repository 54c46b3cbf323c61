package io.github.pantree.property.model;

import java.util.Arrays;
import java.util.List;

/**
 * A state of the model: some processes, each with a manifest of its own, want one folder. The database holds a fencing
 * token for each process, one claim, and the row of each manifest; the server holds copies of the folder.
 */
final class ClaimState {

    /** Where a process is. */
    enum Step {
        NEW,
        WANTS_CLAIM,
        VERIFIES,
        MAY_INTEND,
        MAY_SEND,
        WAITS,
        KNOWS,
        /** A mutation only: the others know what is not durable. */
        HAS_ACTED,
        HAS_RECORDED,
        DONE,
        STOPPED
    }

    private static final List<Step> STEPS = List.of(Step.values());

    static final byte PENDING = 0;
    static final byte SENT = 1;
    static final byte CREATED = 2;

    private static final int STEP = 0;
    private static final int OWN = 1;
    private static final int FENCE = 2;
    private static final int ROW = 3;
    private static final int CONNECTED = 4;
    private static final int IN_FLIGHT = 5;
    private static final int ANSWER = 6;
    private static final int ATTEMPTS = 7;
    private static final int FIELDS = 8;

    private static final int ATTEMPTS_OF_ALL_RUNS = 2;

    private static final int HOLDER = 0;
    private static final int HOLDER_FENCE = 1;
    private static final int HELD = 2;
    private static final int COPIES = 3;
    private static final int VISIBLE = 4;
    private static final int REPORTED = 5;
    private static final int LOST_LOCKS = 6;
    private static final int RESTARTS = 7;
    private static final int GLOBALS = 8;
    private static final int NO_HOLDER = -1;

    private final int processes;
    private final byte[] values;

    private ClaimState(int processes, byte[] values) {
        this.processes = processes;
        this.values = values;
    }

    /**
     * @param restarts how often a process that was killed may be started again
     * @param lostLocks how often a process may lose its lock and live on
     */
    static ClaimState initial(int processes, int restarts, int lostLocks) {
        ClaimState state = new ClaimState(processes, new byte[processes * FIELDS + GLOBALS]);
        for (int i = 0; i < processes; i++) {
            state.set(i, ATTEMPTS, ATTEMPTS_OF_ALL_RUNS);
        }
        state.global(HOLDER, NO_HOLDER);
        state.global(LOST_LOCKS, lostLocks);
        state.global(RESTARTS, restarts);
        return state;
    }

    ClaimState copy() {
        return new ClaimState(processes, values.clone());
    }

    int processes() {
        return processes;
    }

    private byte get(int process, int field) {
        return values[process * FIELDS + field];
    }

    private void set(int process, int field, int value) {
        values[process * FIELDS + field] = (byte) value;
    }

    private byte global(int field) {
        return values[processes * FIELDS + field];
    }

    private void global(int field, int value) {
        values[processes * FIELDS + field] = (byte) value;
    }

    Step step(int process) {
        return STEPS.get(get(process, STEP));
    }

    ClaimState go(int process, Step step) {
        set(process, STEP, STEPS.indexOf(step));
        return this;
    }

    boolean isRunning(int process) {
        Step step = step(process);
        return step != Step.NEW && step != Step.DONE && step != Step.STOPPED;
    }

    /** Acquires the lock of its manifest. */
    void connect(int process) {
        set(process, FENCE, get(process, FENCE) + 1);
        set(process, OWN, get(process, FENCE));
        set(process, CONNECTED, 1);
    }

    /** The database releases the lock. */
    void disconnect(int process) {
        set(process, CONNECTED, 0);
    }

    boolean isConnected(int process) {
        return get(process, CONNECTED) == 1;
    }

    /** Whether its fencing token is the last one. */
    boolean isCurrent(int process) {
        return get(process, OWN) == get(process, FENCE);
    }

    byte row(int process) {
        return get(process, ROW);
    }

    void row(int process, byte state) {
        set(process, ROW, state);
    }

    boolean anyRow(byte state) {
        for (int i = 0; i < processes; i++) {
            if (row(i) == state) {
                return true;
            }
        }
        return false;
    }

    boolean isFirstClaim() {
        return global(HOLDER) == NO_HOLDER;
    }

    boolean ownsClaim(int process) {
        return global(HOLDER) == process && global(HOLDER_FENCE) == get(process, OWN);
    }

    /** Whether another process holds the claim, with a lock that the database has not released. */
    boolean isBusyFor(int process) {
        int holder = global(HOLDER);
        return holder != NO_HOLDER
                && holder != process
                && global(HELD) == 1
                && isConnected(holder)
                && global(HOLDER_FENCE) == get(holder, FENCE);
    }

    /** Takes the claim; a holder that has it still can write nothing more. */
    void claim(int process) {
        int holder = global(HOLDER);
        if (holder != NO_HOLDER
                && holder != process
                && global(HELD) == 1
                && global(HOLDER_FENCE) == get(holder, FENCE)) {
            set(holder, FENCE, get(holder, FENCE) + 1);
        }
        global(HOLDER, process);
        global(HOLDER_FENCE, get(process, OWN));
        global(HELD, 1);
    }

    void release(int process) {
        if (ownsClaim(process)) {
            global(HELD, 0);
        }
    }

    boolean isInFlight(int process) {
        return get(process, IN_FLIGHT) > 0;
    }

    boolean isAnyInFlight() {
        for (int i = 0; i < processes; i++) {
            if (isInFlight(i)) {
                return true;
            }
        }
        return false;
    }

    boolean maySend(int process) {
        return get(process, ATTEMPTS) > 0;
    }

    void send(int process) {
        set(process, ATTEMPTS, get(process, ATTEMPTS) - 1);
        set(process, IN_FLIGHT, get(process, IN_FLIGHT) + 1);
    }

    void lose(int process) {
        set(process, IN_FLIGHT, get(process, IN_FLIGHT) - 1);
    }

    void create(int process) {
        lose(process);
        global(COPIES, copies() + 1);
        set(process, ANSWER, step(process) == Step.WAITS ? 1 : 0);
    }

    boolean hasAnswer(int process) {
        return get(process, ANSWER) == 1;
    }

    void dropAnswer(int process) {
        set(process, ANSWER, 0);
    }

    int copies() {
        return global(COPIES);
    }

    int visible() {
        return global(VISIBLE);
    }

    void show() {
        global(VISIBLE, visible() + 1);
    }

    boolean isReported() {
        return global(REPORTED) == 1;
    }

    void report() {
        global(REPORTED, 1);
    }

    boolean mayRestart() {
        return global(RESTARTS) > 0;
    }

    void useRestart() {
        global(RESTARTS, global(RESTARTS) - 1);
    }

    boolean mayLoseLock() {
        return global(LOST_LOCKS) > 0;
    }

    void useLostLock() {
        global(LOST_LOCKS, global(LOST_LOCKS) - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClaimState state && Arrays.equals(values, state.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < processes; i++) {
            text.append(step(i))
                    .append(isCurrent(i) ? "" : " fenced")
                    .append(" row ")
                    .append(row(i));
            text.append(isInFlight(i) ? " in flight, " : ", ");
        }
        return text + "holder " + global(HOLDER) + ", copies " + copies() + ", listed " + visible();
    }
}
