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
public record MkdirAnswers(@Nullable MkdirAnswer whole, Map<String, MkdirAnswer> byName) {

    public static MkdirAnswers all(MkdirAnswer answer) {
        return new MkdirAnswers(answer, Map.of());
    }

    static MkdirAnswers each(List<String> names, Map<String, MkdirAnswer> answers) {
        if (!answers.keySet().containsAll(names)) {
            throw new IllegalArgumentException("A name without an answer");
        }
        return new MkdirAnswers(null, new HashMap<>(answers));
    }

    /** What came of a name that was asked for. */
    public MkdirAnswer of(String name) {
        MkdirAnswer answer = whole == null ? byName.get(name) : whole;
        if (answer == null) {
            throw new IllegalArgumentException("Nobody asked for " + name);
        }
        return answer;
    }
}
