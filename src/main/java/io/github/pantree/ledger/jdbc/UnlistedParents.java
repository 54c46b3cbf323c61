package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The folders that a run must list before it sends anything: those that exist and have unfinished children. They are
 * found from the folders that exist or, in a resumed run with few unfinished folders among a million, from these.
 */
final class UnlistedParents {

    /** If more folders exist than this, but no more are unfinished, the parents of the unfinished ones are read. */
    static final int FEW = 2_000;

    private static final Set<FolderState> EXISTING = EnumSet.of(FolderState.EXISTED, FolderState.CREATED);

    private final JdbcTemplate jdbc;
    private final FolderRows folders;

    UnlistedParents(JdbcTemplate jdbc, FolderRows folders) {
        this.jdbc = jdbc;
        this.folders = folders;
    }

    /**
     * All of them must be listed again. Only folders that exist are marked as listed: the mark of any other folder was
     * removed when its state was reset, so this is called after that.
     */
    void reset(long manifest) {
        Optional<List<Long>> few = parentsOfFewUnfinished(manifest);
        if (few.isPresent()) {
            jdbc.batchUpdate(
                    "update folder set looked = false where manifest_id = ? and number = ? and looked",
                    few.get().stream()
                            .distinct()
                            .map(parent -> new Object[] {manifest, parent})
                            .toList());
        } else {
            EXISTING.forEach(state -> jdbc.update(
                    "update folder set looked = false where manifest_id = ? and state = ? and looked",
                    manifest,
                    state.name()));
        }
    }

    /** Up to {@code limit} of them with numbers above {@code after}, in numerical order. */
    List<LedgerFolder> find(long manifest, long after, int limit) {
        return parentsOfFewUnfinished(manifest)
                .map(parents -> among(manifest, parents, after, limit))
                .orElseGet(() -> EXISTING.stream()
                        .flatMap(state -> amongExisting(manifest, state, after, limit).stream())
                        .sorted(Comparator.comparingLong(LedgerFolder::number))
                        .limit(limit)
                        .toList());
    }

    /** Empty if too many folders are unfinished, or few exist. */
    private Optional<List<Long>> parentsOfFewUnfinished(long manifest) {
        return parents(manifest, EXISTING).size() > FEW
                ? Optional.of(parents(manifest, FolderState.UNFINISHED)).filter(parents -> parents.size() <= FEW)
                : Optional.empty();
    }

    /**
     * The parent of each folder, up to one more than few. One state at a time, in index order: H2 would read all
     * folders for two states.
     */
    private List<Long> parents(long manifest, Set<FolderState> states) {
        List<Long> found = new ArrayList<>();
        for (FolderState state : states) {
            found.addAll(jdbc.queryForList(
                    "select parent_number from folder where manifest_id = ? and state = ?"
                            + " order by manifest_id, state, number fetch first ? rows only",
                    Long.class,
                    manifest,
                    state.name(),
                    FEW + 1 - found.size()));
        }
        return found;
    }

    /** One query for each: H2 does not use the primary key for a list of numbers. */
    private List<LedgerFolder> among(long manifest, List<Long> parents, long after, int limit) {
        return parents.stream()
                .filter(parent -> parent > after)
                .distinct()
                .sorted()
                .flatMap(parent -> folders.find(manifest, parent).stream())
                .filter(parent -> EXISTING.contains(parent.state()) && !parent.listed())
                .limit(limit)
                .toList();
    }

    private List<LedgerFolder> amongExisting(long manifest, FolderState state, long after, int limit) {
        String child = "exists (select 1 from folder c where c.manifest_id = f.manifest_id"
                + " and c.number between f.first_child and f.last_child and c.state = ";
        return folders.select(
                "f where manifest_id = ? and state = '" + state + "' and number > ? and first_child is not null"
                        + " and not looked and (" + child + "'PENDING') or " + child + "'SENT'))"
                        + " order by manifest_id, state, number fetch first ? rows only",
                manifest,
                after,
                limit);
    }
}
