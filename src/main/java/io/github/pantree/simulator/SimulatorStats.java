package io.github.pantree.simulator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statistics of a simulator since its start.
 *
 * @param mkdirCalls all received mkdir calls, including refused ones
 * @param listCalls all received list calls
 * @param tokenCalls all received calls for an access token
 * @param limited responses "too many requests", including faults
 * @param mostMkdirCallsInASecond maximum of received mkdir calls in any second; exact up to 100000
 * @param mostCallsInASecond the same for the calls of all endpoints together
 * @param foldersMade folders created by mkdir calls, whether or not a response was sent
 * @param duplicates requested names that were in use
 * @param renamed folders created under another name, because the requested one was in use
 * @param faults number of faults by label, without zeros
 * @param unauthorized responses with code 401, including faults
 * @param badRequests calls refused because of a header, a parameter or a name
 * @param detailCalls all received detail calls
 * @param banned mkdir calls refused because of a ban, including faults
 * @param mostMkdirCallsInFlight maximum of mkdir calls that waited for their responses at the same time
 */
public record SimulatorStats(
        long mkdirCalls,
        long listCalls,
        long tokenCalls,
        long limited,
        int mostMkdirCallsInASecond,
        int mostCallsInASecond,
        long foldersMade,
        long duplicates,
        long renamed,
        Map<String, Long> faults,
        long unauthorized,
        long badRequests,
        long detailCalls,
        long banned,
        int mostMkdirCallsInFlight) {

    public SimulatorStats {
        faults = Collections.unmodifiableMap(new TreeMap<>(faults));
    }

    /** With the names of the components in snake case. */
    String toJson() {
        return StrictJson.writeSnakeCase(this);
    }
}
