package io.github.pantree.pan123;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides when calls leave. No sliding second holds more than the rate. Safe for use by many threads. */
interface Pace {

    /**
     * Lets one call leave.
     *
     * @param departure this process's clock
     * @param told the moment of it in the clock that is shared, if one is; else the same
     */
    record Permit(long call, long departure, long told) {}

    /**
     * Waits for a permit.
     *
     * @param settles whether the call settles a doubt: a halt lets it through, in its turn
     * @return a permit for a call that leaves now
     * @throws Halted if the run is told to stop before there is one
     */
    Permit await(boolean settles) throws Halted;

    /** Waits before a retry. */
    void pause(Duration time) throws Halted;

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
