package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The folders that a run must list before it sends anything: those that exist and have unfinished children. They are
 * found from the folders that exist or, in a resumed run with few unfinished folders among a million, from these.
 */
final class UnlistedParents {

    /** More existing folders are not read if there are not more unfinished ones than this. */
    static final int FEW = 2_000;

    private static final Set<FolderState> EXISTING = EnumSet.of(FolderState.EXISTED, FolderState.CREATED);
    private static final Set<FolderState> UNFINISHED = EnumSet.of(FolderState.PENDING, FolderState.SENT);

    private record Folder(long number, long parent) {}

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
        Optional<List<Folder>> few = fewUnfinished(manifest);
        if (few.isPresent()) {
            jdbc.batchUpdate(
                    "update folder set looked = false where manifest_id = ? and number = ? and looked",
                    few.get().stream()
                            .flatMap(folder -> Stream.of(folder.number(), folder.parent()))
                            .distinct()
                            .map(number -> new Object[] {manifest, number})
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
        return fewUnfinished(manifest)
                .map(few -> amongParents(manifest, few, after, limit))
                .orElseGet(() -> EXISTING.stream()
                        .flatMap(state -> amongExisting(manifest, state, after, limit).stream())
                        .sorted(Comparator.comparingLong(LedgerFolder::number))
                        .limit(limit)
                        .toList());
    }

    /** Empty if there are too many, or few folders that exist. */
    private Optional<List<Folder>> fewUnfinished(long manifest) {
        return first(manifest, EXISTING).size() > FEW
                ? Optional.of(first(manifest, UNFINISHED)).filter(unfinished -> unfinished.size() <= FEW)
                : Optional.empty();
    }

    /** Up to one more than few. One state at a time, in index order: H2 would read all folders for two states. */
    private List<Folder> first(long manifest, Set<FolderState> states) {
        List<Folder> found = new ArrayList<>();
        for (FolderState state : states) {
            found.addAll(jdbc.query(
                    "select number, parent_number from folder where manifest_id = ? and state = ?"
                            + " order by manifest_id, state, number fetch first ? rows only",
                    (rs, i) -> new Folder(rs.getLong(1), rs.getLong(2)),
                    manifest,
                    state.name(),
                    FEW + 1 - found.size()));
        }
        return found;
    }

    /** One query for each: H2 does not use the primary key for a list of numbers. */
    private List<LedgerFolder> amongParents(long manifest, List<Folder> unfinished, long after, int limit) {
        return unfinished.stream()
                .map(Folder::parent)
                .filter(parent -> parent > after)
                .distinct()
                .sorted()
                .flatMap(parent -> folders.select("where manifest_id = ? and number = ?", manifest, parent).stream())
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
