package io.github.pantree.simulator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statistics of a simulator since its start.
 *
 * @param mkdirCalls every mkdir call that arrived, refused ones too
 * @param listCalls every list call that arrived
 * @param tokenCalls every call for an access token that arrived
 * @param limited answers that said "too many requests", faults included
 * @param mostMkdirCallsInASecond the most mkdir calls that arrived in any sliding second; exact up to 100000
 * @param mostCallsInASecond the same for the calls of all APIs together
 * @param foldersMade folders that mkdir calls made, whether or not they were answered
 * @param duplicates names asked for that were taken
 * @param renamed folders made under another name, since the asked one was taken
 * @param faults the faults that occurred, by label; only those with a count
 * @param unauthorized answers with code 401, faults included
 * @param badRequests calls refused for a header, a parameter or a name
 * @param detailCalls every detail call that arrived
 * @param banned mkdir calls refused since the account was banned, faults included
 * @param mostMkdirCallsInFlight the most mkdir calls that waited for their answers at once
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

    /** With the names of its components in snake case. */
    String toJson() {
        return StrictJson.writeSnakeCase(this);
    }
}
