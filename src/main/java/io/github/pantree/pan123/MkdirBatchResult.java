package io.github.pantree.pan123;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of one mkdir call, for each requested name.
 *
 * @param whole the common result of all names; null if each has its own
 * @param byName the result of each name; empty if there is a common one
 */
public record MkdirBatchResult(@Nullable MkdirResult whole, Map<String, MkdirResult> byName) {

    public static MkdirBatchResult all(MkdirResult result) {
        return new MkdirBatchResult(result, Map.of());
    }

    public static MkdirBatchResult perName(List<String> names, Map<String, MkdirResult> results) {
        if (!results.keySet().containsAll(names)) {
            throw new IllegalArgumentException("A name without a result");
        }
        return new MkdirBatchResult(null, new HashMap<>(results));
    }

    /** The result of a requested name. */
    public MkdirResult of(String name) {
        MkdirResult result = whole == null ? byName.get(name) : whole;
        if (result == null) {
            throw new IllegalArgumentException("Not requested: " + name);
        }
        return result;
    }
}
