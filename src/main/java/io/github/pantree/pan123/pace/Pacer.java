package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides when calls leave. No sliding second holds more than the rate. Safe for use by many threads. */
public interface Pacer {

    /**
     * Permits one call.
     *
     * @param departure this process's clock
     * @param sharedDeparture the same moment in the clock that all processes share, if there is one
     */
    record Permit(long call, long departure, long sharedDeparture) {}

    /**
     * Waits for a permit.
     *
     * @param allowWhenHalted whether the call resolves what is in doubt, so that a halt lets it through
     * @return a permit for a call that leaves now
     * @throws HaltedException if the run is stopped before there is one
     */
    Permit acquire(boolean allowWhenHalted) throws HaltedException;

    /** Waits before a retry. */
    void pause(Duration time) throws HaltedException;

    /** Records that a call was answered, or failed. */
    void answered(Permit permit);

    /**
     * Slows down, and delays all calls, as long as the API asks if it does.
     *
     * @param refused the permit of the refused call
     */
    void throttled(Permit refused, @Nullable Duration retryAfter);

    /** Records that the API let a call through, whatever its result. */
    void passed(Permit permit);

    /** Permits no more calls, except those that are allowed when halted. */
    void halt();

    boolean isHalted();

    /** Calls per second, at present. */
    double rate();
}
