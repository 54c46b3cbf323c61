package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the folders of a manifest in each state. */
record StateCounts(JdbcTemplate jdbc) {

    /** A state with fewer folders is counted quickly. */
    private static final long FEW = 20_000;

    /** The count of the most frequent state is derived from the total, so that only a few folders are counted. */
    FolderCounts of(long manifest) {
        Long all = jdbc.queryForObject("select folders from manifest where id = ?", Long.class, manifest);
        if (all == null || all == 0) {
            // Rows may be left over from an interrupted attempt to build the tree.
            return FolderCounts.NONE;
        }
        long left = all;
        FolderCounts counts = FolderCounts.NONE;
        List<FolderState> many = new ArrayList<>();
        for (FolderState state : FolderState.values()) {
            long few = count(manifest, state, FEW);
            if (few == FEW) {
                many.add(state);
            } else {
                counts = counts.plus(state, few);
                left -= few;
            }
        }
        for (int i = 0; i < many.size(); i++) {
            long count = i == many.size() - 1 ? left : count(manifest, many.get(i), Long.MAX_VALUE);
            counts = counts.plus(many.get(i), count);
            left -= count;
        }
        return counts;
    }

    private long count(long manifest, FolderState state, long limit) {
        Long count = jdbc.queryForObject(
                "select count(*) from (select 1 from folder where manifest_id = ? and state = ? and number > 0"
                        + " fetch first ? rows only) f",
                Long.class,
                manifest,
                state.name(),
                limit);
        return count == null ? 0 : count;
    }
}
