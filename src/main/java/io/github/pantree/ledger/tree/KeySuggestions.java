package io.github.pantree.ledger.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** For parents that no row has, the keys that may be meant: one pass over all keys, for as many orphans as anybody reads. */
final class KeySuggestions {

    /** A row, or what it refers to, by key. */
    record Keyed(String key, long line) {}

    private static final int MOST_HINTS = 50;
    private static final int MOST_EDITS = 2;
    private static final int LONGEST_KEY = 100;
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(MOST_EDITS);

    private final List<Keyed> orphans = new ArrayList<>();
    private final Map<String, Keyed> nearest = new HashMap<>();
    private final Map<String, Integer> distances = new HashMap<>();

    void find(String missing, long line) {
        orphans.add(new Keyed(missing, line));
        if (distances.size() < MOST_HINTS && missing.length() <= LONGEST_KEY) {
            distances.put(missing, MOST_EDITS + 1);
        }
    }

    /** Hands out each orphan with the nearest key, or null if none is near. */
    void search(StagedRows rows, BiConsumer<Keyed, @Nullable Keyed> each) {
        for (int number = 0; number < rows.size() && !distances.isEmpty(); number++) {
            Long line = rows.isDefined(number) ? rows.line(number) : null;
            if (line != null) {
                compare(new Keyed(rows.key(number), line));
            }
        }
        orphans.forEach(orphan -> each.accept(orphan, nearest.get(orphan.key())));
    }

    private void compare(Keyed row) {
        distances.replaceAll((missing, best) -> {
            int distance = distance(missing, row.key());
            if (distance < best) {
                nearest.put(missing, row);
                return distance;
            }
            return best;
        });
    }

    /** How far apart two keys are; what is easily mistaken (case, blanks, O for 0, l for 1) counts for nothing. */
    private static int distance(String missing, String key) {
        if (Math.abs(missing.length() - key.length()) > 2 * MOST_EDITS) {
            return MOST_EDITS + 1;
        }
        String left = plain(missing);
        String right = plain(key);
        int distance = DISTANCE.apply(left, right);
        // Of short keys nearly all are near each other.
        boolean near = distance >= 0 && distance * 2 < Math.max(2, Math.min(left.length(), right.length()));
        return near ? distance : MOST_EDITS + 1;
    }

    private static String plain(String key) {
        return key.strip()
                .toLowerCase(Locale.ROOT)
                .replace('o', '0')
                .replace('l', '1')
                .replace('i', '1');
    }
}
