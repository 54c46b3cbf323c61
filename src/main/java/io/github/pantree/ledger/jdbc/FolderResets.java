package io.github.pantree.ledger.jdbc;

import io.github.pantree.ledger.jdbc.Ranges.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes the states of folders before a run: which of them are sent, looked up, or sent again. */
final class FolderResets {

    /**
     * Folders that exist change to a state in which they are looked up. A created one keeps its dirID, by which it
     * counts as created again; another folder with its name does so only if it was in doubt.
     */
    private static final String CHECK_AGAIN = "update folder set looked = false,"
            + " in_doubt = (in_doubt and state = 'CREATED'),"
            + " state = case when state = 'CREATED' then 'SENT' else 'PENDING' end"
            + " where manifest_id = ? and number between ? and ? and state in ('CREATED', 'EXISTED')";

    private final JdbcTemplate jdbc;

    FolderResets(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Folders that failed or were blocked are sent or looked up. A failed folder keeps its message: the reason for
     * which it is refused again need not concern the account.
     */
    void forRerun(long manifest, Set<Long> alone) {
        mayBeReplaced(manifest, alone).forEach(children -> checkAgain(manifest, children));
        for (String state : List.of("FAILED", "BLOCKED")) {
            jdbc.update(
                    "update folder set message = case when state = 'FAILED' then message end, trace_id = null,"
                            + " looked = false, state = case when in_doubt then 'SENT' else 'PENDING' end"
                            + " where manifest_id = ? and state = ?",
                    manifest,
                    state);
        }
    }

    /** All folders that exist are looked up. */
    void forRecheck(long manifest) {
        jdbc.update("update folder set looked = false where manifest_id = ? and looked", manifest);
        jdbc.update(CHECK_AGAIN, manifest, 1, Long.MAX_VALUE);
    }

    /**
     * The children of folders that are looked up although their dirID is known: because several of the name exist, or
     * may exist, or because it was deleted. If another one takes its place, what was created below it must be created
     * below the other.
     */
    private List<Range> mayBeReplaced(long manifest, Set<Long> alone) {
        List<Range> found = new ArrayList<>();
        String children = "select f.number, f.first_child, f.last_child from folder f ";
        String known = " and f.dir_id is not null and f.first_child is not null";
        for (String from : List.of(
                "where f.manifest_id = ? and f.state = 'FAILED'",
                "join folder_sent_again s on s.manifest_id = f.manifest_id and s.number = f.number"
                        + " where f.manifest_id = ? and f.state <> 'FAILED'")) {
            jdbc.query(
                    children + from + known,
                    rs -> {
                        if (!alone.contains(rs.getLong(1))) {
                            found.add(new Range(rs.getLong(2), rs.getLong(3)));
                        }
                    },
                    manifest);
        }
        return found;
    }

    /** Looks up all folders of a range of siblings, and what is below them. */
    private void checkAgain(long manifest, Range siblings) {
        Range level = siblings;
        while (level.first() > 0) {
            jdbc.update(CHECK_AGAIN, manifest, level.first(), level.last());
            level = children(manifest, level);
        }
    }

    /** Numbers run breadth first: the children of neighbours are neighbours. Begins with 0 if there are none. */
    private Range children(long manifest, Range level) {
        return jdbc.query(
                        "select min(first_child), max(last_child) from folder"
                                + " where manifest_id = ? and number between ? and ? and first_child is not null",
                        (rs, i) -> new Range(rs.getLong(1), rs.getLong(2)),
                        manifest,
                        level.first(),
                        level.last())
                .get(0);
    }
}
