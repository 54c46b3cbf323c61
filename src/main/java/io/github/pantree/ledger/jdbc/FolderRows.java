package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.jdbc.Ranges.Range;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Selects folders and maps their rows. */
record FolderRows(JdbcTemplate jdbc) {

    /** The statement without condition and order; {@link #map} reads its rows. */
    static final String SELECT =
            "select number, parent_number, depth, name, path, line, cells, state, in_doubt, looked,"
                    + " dir_id, message, trace_id, first_child from folder ";

    List<LedgerFolder> select(String condition, Object... parameters) {
        return jdbc.query(SELECT + condition, (rs, i) -> map(rs), parameters);
    }

    Optional<LedgerFolder> find(long manifest, long number) {
        return select("where manifest_id = ? and number = ?", manifest, number).stream()
                .findFirst();
    }

    List<LedgerFolder> inState(long manifest, FolderState state, long after, long last, int limit) {
        return select(
                "where manifest_id = ? and state = ? and number > ? and number <= ?"
                        + " order by manifest_id, state, number fetch first ? rows only",
                manifest,
                state.name(),
                after,
                last,
                limit);
    }

    /** One state at a time, in index order: H2 would sort all folders of these states together. */
    List<LedgerFolder> inStates(long manifest, Set<FolderState> states, long after, long last, int limit) {
        return states.stream()
                .flatMap(state -> inState(manifest, state, after, last, limit).stream())
                .sorted(Comparator.comparingLong(LedgerFolder::number))
                .limit(limit)
                .toList();
    }

    /**
     * The numbers of a folder's children, which are neighbours; empty if it has none. H2 scans the whole table if these
     * bounds are subqueries of a condition.
     */
    Optional<Range> children(long manifest, long parent) {
        return jdbc
                .query(
                        "select first_child, last_child from folder where manifest_id = ? and number = ?"
                                + " and first_child is not null",
                        (rs, i) -> new Range(rs.getLong(1), rs.getLong(2)),
                        manifest,
                        parent)
                .stream()
                .findFirst();
    }

    static LedgerFolder map(ResultSet rs) throws SQLException {
        return new LedgerFolder(
                rs.getLong(1),
                rs.getLong(2),
                rs.getInt(3),
                rs.getString(4),
                rs.getString(5),
                rs.getObject(6, Long.class),
                rs.getString(7),
                FolderState.valueOf(rs.getString(8)),
                rs.getBoolean(9),
                rs.getBoolean(10),
                dirId(rs.getString(11)),
                rs.getString(12),
                rs.getString(13),
                rs.getObject(14) != null);
    }

    static @Nullable DirId dirId(@Nullable String value) {
        return value == null ? null : new DirId(value);
    }
}
