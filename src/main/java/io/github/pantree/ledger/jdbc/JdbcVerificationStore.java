package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.VerificationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Stores verification results in the caller's transaction: lost results are determined again. */
public final class JdbcVerificationStore implements VerificationStore {

    private static final int TEXT = 4_000;

    private final JdbcTemplate jdbc;
    private final RowStreamer streaming;
    private final FolderRows folders;

    public JdbcVerificationStore(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.streaming = new RowStreamer(jdbc, transactions);
        this.folders = new FolderRows(jdbc);
    }

    @Override
    public void begin(long manifest) {
        jdbc.update("delete from folder_check where manifest_id = ?", manifest);
        jdbc.update("delete from folder_extra where manifest_id = ?", manifest);
        jdbc.update(
                "insert into folder_check (manifest_id, number, state, dir_id) select manifest_id, number, ?, dir_id"
                        + " from folder where manifest_id = ? and number <= ?",
                State.THERE.name(),
                manifest,
                LedgerFolder.TARGET);
    }

    @Override
    public List<Parent> parents(long manifest, long after, int limit, boolean leaves) {
        String children = "f.first_child is not null";
        return jdbc.query(
                "select c.number, f.path, c.state, c.dir_id from folder_check c"
                        + " join folder f on f.manifest_id = c.manifest_id and f.number = c.number"
                        + " where c.manifest_id = ? and c.number > ? and ("
                        + (leaves ? "c.dir_id is not null or " : "") + children
                        + ") order by c.manifest_id, c.number fetch first ? rows only",
                (rs, i) -> new Parent(
                        rs.getLong(1),
                        rs.getString(2),
                        State.valueOf(rs.getString(3)),
                        FolderRows.dirId(rs.getString(4))),
                manifest,
                after,
                limit);
    }

    @Override
    public List<LedgerFolder> children(long manifest, long parent, long after, int limit) {
        return folders.children(manifest, parent)
                .map(children -> folders.select(
                        "where manifest_id = ? and number > ? and number <= ?"
                                + " order by manifest_id, number fetch first ? rows only",
                        manifest,
                        Math.max(after, children.first() - 1),
                        children.last(),
                        limit))
                .orElseGet(List::of);
    }

    @Override
    public void record(long manifest, Collection<Check> checks) {
        jdbc.batchUpdate(
                "insert into folder_check (manifest_id, number, state, dir_id, detail) values (?, ?, ?, ?, ?)",
                checks.stream().map(check -> row(manifest, check)).toList());
    }

    @SuppressWarnings("NullAway") // JDBC uses null for a column without a value
    private static Object[] row(long manifest, Check check) {
        DirId dirId = check.dirId();
        return new Object[] {
            manifest,
            check.number(),
            check.state().name(),
            dirId == null ? null : dirId.value(),
            Truncation.truncate(TEXT, check.detail())
        };
    }

    @Override
    public void recordExtras(long manifest, Collection<Extra> extras) {
        jdbc.batchUpdate(
                "insert into folder_extra (manifest_id, parent_number, name, dir_id) values (?, ?, ?, ?)",
                extras,
                extras.size() + 1,
                (ps, extra) -> {
                    ps.setLong(1, manifest);
                    ps.setLong(2, extra.parentNumber());
                    ps.setString(3, Truncation.truncate(TEXT, extra.name()));
                    ps.setString(4, extra.dirId().value());
                });
    }

    @Override
    public Map<State, Long> counts(long manifest) {
        Map<State, Long> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, 0L);
        }
        jdbc.query(
                "select state, count(*) from folder_check where manifest_id = ? and number > 0 group by state",
                (ResultSet rs) -> {
                    counts.put(State.valueOf(rs.getString(1)), rs.getLong(2));
                },
                manifest);
        return counts;
    }

    @Override
    public long extras(long manifest) {
        Long extras =
                jdbc.queryForObject("select count(*) from folder_extra where manifest_id = ?", Long.class, manifest);
        return extras == null ? 0 : extras;
    }

    @Override
    public void forEachDifference(long manifest, Consumer<Difference> each) {
        streaming.forEachRow(
                "select f.line, f.path, c.state, f.dir_id as expected, c.dir_id as found, c.detail from folder_check c"
                        + " join folder f on f.manifest_id = c.manifest_id and f.number = c.number"
                        + " where c.manifest_id = ? and c.number > 0 and c.state <> 'THERE'"
                        + " order by c.manifest_id, c.number",
                rs -> each.accept(difference(rs)),
                manifest);
        streaming.forEachRow(
                "select f.path, e.name, e.dir_id from folder_extra e"
                        + " join folder f on f.manifest_id = e.manifest_id and f.number = e.parent_number"
                        + " where e.manifest_id = ? order by e.manifest_id, e.id",
                rs -> each.accept(new Difference(
                        null,
                        rs.getString(1) + "/" + rs.getString(2),
                        "extra",
                        null,
                        new DirId(rs.getString(3)),
                        null)),
                manifest);
    }

    private static Difference difference(ResultSet rs) throws SQLException {
        return new Difference(
                rs.getObject(1, Long.class),
                rs.getString(2),
                rs.getString(3).toLowerCase(Locale.ROOT),
                FolderRows.dirId(rs.getString(4)),
                FolderRows.dirId(rs.getString(5)),
                rs.getString(6));
    }
}
