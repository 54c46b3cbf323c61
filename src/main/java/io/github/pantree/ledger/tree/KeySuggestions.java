package io.github.pantree.ledger.tree;

import io.github.pantree.support.LineList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** Suggests similar keys for missing parents: one pass over all keys, for a limited number of orphans. */
final class KeySuggestions {

    /** The key of a row, or of its parent. */
    record Keyed(String key, long line) {}

    private static final int MAX_SUGGESTIONS = 50;
    private static final int MAX_EDITS = 2;
    private static final int MAX_KEY_LENGTH = 100;
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(MAX_EDITS);

    private final Map<String, LineList> orphans = new LinkedHashMap<>();
    private final Map<String, Keyed> nearest = new HashMap<>();
    private final Map<String, Integer> distances = new HashMap<>();

    void addOrphan(String missing, long line) {
        orphans.computeIfAbsent(missing, first -> new LineList()).add(line);
        if (distances.size() < MAX_SUGGESTIONS && missing.length() <= MAX_KEY_LENGTH) {
            distances.put(missing, MAX_EDITS + 1);
        }
    }

    /** Receives the rows with one missing parent. */
    @FunctionalInterface
    interface OrphanVisitor {

        /**
         * Receives a missing parent.
         *
         * @param near the most similar key; null if none is similar
         */
        void visit(String missing, LineList lines, @Nullable Keyed near);
    }

    /** Visits each missing parent. */
    void forEachMissing(StagedRows rows, OrphanVisitor each) {
        for (int number = 0; number < rows.size() && !distances.isEmpty(); number++) {
            Long line = rows.isDefined(number) ? rows.line(number) : null;
            if (line != null) {
                compare(new Keyed(rows.key(number), line));
            }
        }
        orphans.forEach((missing, lines) -> each.visit(missing, lines, nearest.get(missing)));
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

    /**
     * The edit distance of two keys. Differences of case and whitespace, between O and 0 or l and 1, and between the
     * forms of a number do not count.
     */
    private static int distance(String missing, String key) {
        if (Math.abs(missing.length() - key.length()) > 2 * MAX_EDITS) {
            return MAX_EDITS + 1;
        }
        String left = plain(missing);
        String right = plain(key);
        int distance = DISTANCE.apply(left, right);
        // Nearly all short keys are similar.
        boolean near = distance >= 0 && distance * 2 < Math.max(2, Math.min(left.length(), right.length()));
        return near ? distance : MAX_EDITS + 1;
    }

    private static String plain(String key) {
        return key.strip()
                .toLowerCase(Locale.ROOT)
                .replace('o', '0')
                .replace('l', '1')
                .replace('i', '1')
                .replaceFirst("\\.0+$", "")
                .replaceFirst("^0+(?=\\d)", "");
    }
}
