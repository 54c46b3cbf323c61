package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides when calls leave. No sliding second holds more than the rate. Safe for use by many threads. */
public interface Pacer {

    /**
     * A call in flight, and what else was in flight when it left.
     *
     * @param parent of the folders that it creates; null for other calls
     * @param others calls of this process
     * @param siblings those among them that create folders below the same parent
     */
    record Flight(@Nullable String parent, int others, int siblings) {}

    /**
     * Permits one call.
     *
     * @param departure this process's clock
     * @param sharedDeparture the same moment in the clock that all processes share, if there is one
     */
    record Permit(long call, long departure, long sharedDeparture, Flight flight) {}

    /**
     * Waits for a permit. The caller then calls {@link #answered}, whatever becomes of the call.
     *
     * @param allowWhenHalted whether the call resolves what is in doubt, so that a halt lets it through
     * @param parent of the folders that the call creates; null for other calls
     * @return a permit for a call that leaves now
     * @throws HaltedException if the run is stopped before there is one
     */
    Permit acquire(boolean allowWhenHalted, @Nullable String parent) throws HaltedException;

    /** As above, for a call that creates nothing. */
    default Permit acquire(boolean allowWhenHalted) throws HaltedException {
        return acquire(allowWhenHalted, null);
    }

    /** Waits before a retry. */
    void pause(Duration time) throws HaltedException;

    /** Records that a call was answered, or failed, or never left. */
    void answered(Permit permit);

    /**
     * Records that the API refused a call as one too many; if it says for how long, all calls are delayed.
     *
     * @param refused the permit of the refused call
     */
    void throttled(Permit refused, @Nullable Duration retryAfter);

    /** Records that the API let a call through, whatever its result; after {@link #answered}. */
    void passed(Permit permit);

    /** Permits no more calls, except those that are allowed when halted. */
    void halt();

    boolean isHalted();

    /** Calls that create children of one parent and may be in flight together, at present. */
    int mostOfParent();

    /** Calls per second, at present. */
    double rate();
}
