package io.github.pantree.pan123;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one mkdir call for the names that it asked for.
 *
 * @param whole what came of the call as a whole, if it is the same for all names; null if each has its own answer
 * @param byName the answer of each name that was asked for; empty if there is one for the whole
 */
public record MkdirBatchResult(@Nullable MkdirResult whole, Map<String, MkdirResult> byName) {

    public static MkdirBatchResult all(MkdirResult answer) {
        return new MkdirBatchResult(answer, Map.of());
    }

    public static MkdirBatchResult perName(List<String> names, Map<String, MkdirResult> answers) {
        if (!answers.keySet().containsAll(names)) {
            throw new IllegalArgumentException("A name without an answer");
        }
        return new MkdirBatchResult(null, new HashMap<>(answers));
    }

    /** What came of a name that was asked for. */
    public MkdirResult of(String name) {
        MkdirResult answer = whole == null ? byName.get(name) : whole;
        if (answer == null) {
            throw new IllegalArgumentException("Nobody asked for " + name);
        }
        return answer;
    }
}
