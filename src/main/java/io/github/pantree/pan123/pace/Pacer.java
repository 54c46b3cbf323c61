package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides when calls leave. No sliding second holds more than the rate. Safe for use by many threads. */
public interface Pacer {

    /**
     * Lets one call leave.
     *
     * @param departure this process's clock
     * @param sharedDeparture the moment of it in the clock that is shared, if one is; else the same
     */
    record Permit(long call, long departure, long sharedDeparture) {}

    /**
     * Waits for a permit.
     *
     * @param settles whether the call settles a doubt: a halt lets it through, in its turn
     * @return a permit for a call that leaves now
     * @throws HaltedException if the run is told to stop before there is one
     */
    Permit acquire(boolean settles) throws HaltedException;

    /** Waits before a retry. */
    void pause(Duration time) throws HaltedException;

    /** Notes that a call was answered, or failed. */
    void answered(Permit permit);

    /**
     * Slows down, and holds all calls back, as long as the API asks for if it does.
     *
     * @param refused the permit of the refused call
     */
    void throttled(Permit refused, @Nullable Duration retryAfter);

    /** Notes that the API let a call through, whatever came of it otherwise. */
    void passed(Permit permit);

    /** Lets no more calls leave, but those that settle doubts. */
    void halt();

    boolean isHalted();

    /** Calls per second, at present. */
    double rate();
}
