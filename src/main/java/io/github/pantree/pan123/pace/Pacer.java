package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.HaltedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides when calls are sent. No sliding second contains more calls than the rate. Thread-safe. */
public interface Pacer {

    /**
     * A call in flight, and the other calls in flight at its departure.
     *
     * @param parent of the folders that it creates; null for other calls
     * @param others other calls of this process
     * @param siblings those of them that create folders below the same parent
     */
    record Flight(@Nullable String parent, int others, int siblings) {}

    /**
     * Permits one call.
     *
     * @param departure in this process's clock
     * @param sharedDeparture the same moment in the clock that all processes share, if there is one
     */
    record Permit(long call, long departure, long sharedDeparture, Flight flight) {}

    /**
     * Waits for a permit. The caller then calls {@link #answered}, whatever the result of the call.
     *
     * @param allowWhenHalted whether the call settles folders in doubt, so that it is permitted after a halt, unless it
     *     had to wait for longer than {@link FolderApi#MAX_WAIT_WHEN_HALTED}
     * @param parent of the folders that the call creates; null for other calls
     * @return a permit for a call that is sent now
     * @throws HaltedException if the run is stopped before there is one
     */
    Permit acquire(boolean allowWhenHalted, @Nullable String parent) throws HaltedException;

    /** Like {@link #acquire(boolean, String)}, for a call that creates nothing. */
    default Permit acquire(boolean allowWhenHalted) throws HaltedException {
        return acquire(allowWhenHalted, null);
    }

    /** Waits before a retry. */
    void pause(Duration time) throws HaltedException;

    /** Records that a call was answered, failed, or was not sent. */
    void answered(Permit permit);

    /**
     * Records that the API rate-limited a call. If it specifies a pause, all calls are delayed.
     *
     * @param refused the permit of the refused call
     */
    void throttled(Permit refused, @Nullable Duration retryAfter);

    /** Delays all calls, for a reason that says nothing about their rate. */
    void hold(Duration time);

    /**
     * Records that the API accepted a call; called after {@link #answered}.
     *
     * @param roundTrip how long the call took, in nanoseconds
     * @param succeeded whether the result is a success; the API may answer another one sooner
     */
    void passed(Permit permit, long roundTrip, boolean succeeded);

    /** Permits no more calls, except those that are allowed when halted. */
    void halt();

    boolean isHalted();

    /** The current maximum of calls in flight that create children of one parent. */
    int mostOfParent();

    /** The current rate in calls per second. */
    double rate();
}
