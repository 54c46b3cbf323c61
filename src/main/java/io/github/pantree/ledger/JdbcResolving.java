package io.github.pantree.ledger;

import io.github.pantree.folder.FolderState;
import io.github.pantree.folder.Problem;
import io.github.pantree.folder.Problem.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes a tree of the staged rows, level by level from the target down. */
final class JdbcResolving {

    /** Deeper than any sane tree; the paths of a chain without end would not fit a column. */
    private static final int MAX_DEPTH = 500;

    private static final int BATCH = 1_000;

    /** Not -1, which stands for no parent. */
    private static final long FIRST_GIVEN = -2;

    private static final int SHOWN_CHAIN = 12;

    /** Folders that nobody makes, above all others: no row names them. */
    private static final String INSERT_EXISTING =
            "insert into folder (manifest_id, number, parent_number, depth, key_hash, name, path, state, dir_id)"
                    + " values (?, ?, -1, 0, ?, '', '', ?, ?)";

    private final JdbcTemplate jdbc;
    private final JdbcStaging staging;
    private final long manifest;

    JdbcResolving(JdbcTemplate jdbc, JdbcStaging staging, long manifest) {
        this.jdbc = jdbc;
        this.staging = staging;
        this.manifest = manifest;
    }

    /** @param parentColumn the cell that refers to a row's parent, for what is to be said about it */
    boolean resolve(String targetDirId, int parentColumn) {
        clearFolders();
        staging.addProblems(manifest, twins());
        staging.addProblems(manifest, orphans(parentColumn));
        long staged = staging.count(manifest);
        if (staged == 0 && !staging.hasProblems(manifest)) {
            staging.addProblems(manifest, List.of(noRows()));
        }
        if (placeAll(targetDirId) < staged) {
            staging.addProblems(manifest, unreached(parentColumn));
        }
        if (staging.hasProblems(manifest)) {
            clearFolders();
            return false;
        }
        staging.clearRows(manifest);
        jdbc.update("update manifest set resolved = true where id = ?", manifest);
        return true;
    }

    private void clearFolders() {
        jdbc.update("delete from folder where manifest_id = ?", manifest);
    }

    private static Problem noRows() {
        return Problem.of(1, 1, "file.rows", "");
    }

    private List<Problem> twins() {
        List<Problem> problems = new ArrayList<>();
        jdbc.query(
                "select parent_key_hash, folded from manifest_row where manifest_id = ? and name <> ''"
                        + " group by parent_key_hash, folded having count(*) > 1",
                (ResultSet rs) -> {
                    problems.addAll(twins(rs.getObject(1, UUID.class), rs.getString(2)));
                },
                manifest);
        return problems;
    }

    /** A child of a parent. */
    private record Sibling(@Nullable Long line, int column, String name) {}

    private List<Problem> twins(UUID parent, String folded) {
        List<Sibling> siblings = jdbc.query(
                "select line, column_number, name from manifest_row where manifest_id = ? and parent_key_hash = ?"
                        + " and folded = ? order by line nulls last",
                (rs, i) -> new Sibling(rs.getObject(1, Long.class), rs.getInt(2), rs.getString(3)),
                manifest,
                parent,
                folded);
        List<Problem> problems = new ArrayList<>();
        Map<String, Sibling> names = new LinkedHashMap<>();
        for (Sibling sibling : siblings) {
            Sibling twin = names.putIfAbsent(sibling.name(), sibling);
            Sibling first = names.values().iterator().next();
            if (twin != null) {
                problems.add(pair("row.twin", Severity.PROBLEM, sibling, twin));
            } else if (!first.equals(sibling)) {
                problems.add(pair("row.similar", Severity.WARNING, sibling, first));
            }
        }
        return problems;
    }

    private static Problem pair(String key, Severity severity, Sibling sibling, Sibling first) {
        String line = first.line() == null ? "-" : String.valueOf(first.line());
        return Problem.of(severity, line(sibling.line()), sibling.column(), key, sibling.name(), line);
    }

    private List<Problem> orphans(int column) {
        List<Problem> problems = new ArrayList<>();
        NearestKeys keys = new NearestKeys(jdbc, manifest);
        jdbc.query(
                "select line, parent_key_text from manifest_row r where manifest_id = ? and parent_key_hash <> ?"
                        + " and parent_dir_id is null"
                        + " and not exists (select 1 from manifest_row p where p.manifest_id = r.manifest_id"
                        + " and p.key_hash = r.parent_key_hash) order by line",
                (ResultSet rs) -> {
                    keys.lookFor(rs.getString(2), rs.getLong(1));
                },
                manifest,
                KeyHash.of(""));
        keys.find((orphan, near) -> problems.add(
                near == null
                        ? Problem.of(orphan.line(), column, "row.orphan", orphan.key())
                        : Problem.of(orphan.line(), column, "row.orphanNear", orphan.key(), near.key(), near.line())));
        return problems;
    }

    /** Numbers of one level: those of its folders, {@code from} inclusive to {@code to} exclusive. */
    private record Level(int depth, long from, long to) {

        boolean isEmpty() {
            return from == to;
        }
    }

    /** @return how many folders have a place */
    private long placeAll(String targetDirId) {
        jdbc.update(INSERT_EXISTING, manifest, Folder.TARGET, KeyHash.of(""), FolderState.EXISTED.name(), targetDirId);
        Level level = new Level(0, placeGiven() + 1, 1);
        while (!level.isEmpty() && level.depth() < MAX_DEPTH) {
            level = placeBelow(level);
        }
        return level.to() - 1;
    }

    /** Existing folders that rows give as parents have numbers below the target's. @return the lowest number less one */
    private long placeGiven() {
        long[] next = {FIRST_GIVEN};
        jdbc.query(
                "select distinct parent_key_hash, parent_dir_id from manifest_row"
                        + " where manifest_id = ? and parent_dir_id is not null order by parent_dir_id",
                (ResultSet rs) -> {
                    jdbc.update(
                            INSERT_EXISTING,
                            manifest,
                            next[0]--,
                            rs.getObject(1, UUID.class),
                            FolderState.EXISTED.name(),
                            rs.getString(2));
                },
                manifest);
        return next[0];
    }

    private Level placeBelow(Level above) {
        List<Folder> batch = new ArrayList<>(BATCH);
        List<UUID> keys = new ArrayList<>(BATCH);
        long[] next = {above.to()};
        jdbc.query(
                "select f.number, f.path, r.key_hash, r.name, r.line, r.cells from folder f join manifest_row r"
                        + " on r.manifest_id = f.manifest_id and r.parent_key_hash = f.key_hash"
                        + " where f.manifest_id = ? and f.number >= ? and f.number < ?"
                        + " order by f.number, r.line nulls last, r.name",
                (ResultSet rs) -> {
                    batch.add(folder(rs, next[0]++, above.depth() + 1));
                    keys.add(rs.getObject("key_hash", UUID.class));
                    if (batch.size() == BATCH) {
                        insert(batch, keys);
                    }
                },
                manifest,
                above.from(),
                above.to());
        insert(batch, keys);
        return new Level(above.depth() + 1, above.to(), next[0]);
    }

    private static Folder folder(ResultSet rs, long number, int depth) throws SQLException {
        String name = rs.getString("name");
        return new Folder(
                number,
                rs.getLong("number"),
                depth,
                name,
                rs.getString("path") + "/" + name,
                rs.getObject("line", Long.class),
                rs.getString("cells"),
                FolderState.PENDING,
                false,
                false,
                null,
                null,
                null);
    }

    private void insert(List<Folder> folders, List<UUID> keys) {
        List<Object[]> rows = new ArrayList<>(folders.size());
        for (int i = 0; i < folders.size(); i++) {
            rows.add(row(folders.get(i), keys.get(i)));
        }
        jdbc.batchUpdate(
                "insert into folder (manifest_id, number, parent_number, depth, key_hash, name, path, line, cells, state)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
        folders.clear();
        keys.clear();
    }

    @SuppressWarnings("NullAway") // JDBC takes null for a column without a value
    private Object[] row(Folder folder, UUID key) {
        return new Object[] {
            manifest,
            folder.number(),
            folder.parentNumber(),
            folder.depth(),
            key,
            folder.name(),
            folder.path(),
            folder.line(),
            folder.cells(),
            folder.state().name()
        };
    }

    /** A staged row without a place in the tree. */
    private record Lost(
            UUID parentKey, String key, @Nullable Long line) {}

    /**
     * Why rows have no place: they go round in a circle, or lie too deep. Rows below an orphan are not told of again.
     * Holds the lost rows in memory: this is the way to a refusal, not to a run.
     */
    private List<Problem> unreached(int column) {
        Map<UUID, Lost> lost = lostRows();
        List<Problem> problems = new ArrayList<>();
        Set<UUID> settled = new HashSet<>();
        for (UUID start : List.copyOf(lost.keySet())) {
            Set<UUID> way = new LinkedHashSet<>();
            UUID at = start;
            while (lost.containsKey(at) && !settled.contains(at) && way.add(at)) {
                at = parent(lost, at);
            }
            if (way.contains(at)) {
                problems.add(cycle(lost, new ArrayList<>(way), at, column));
            } else if (!lost.containsKey(at) && isPlaced(at)) {
                problems.add(tooDeep(lost, new ArrayList<>(way)));
            }
            settled.addAll(way);
        }
        return problems;
    }

    private static UUID parent(Map<UUID, Lost> lost, UUID key) {
        return get(lost, key).parentKey();
    }

    private static Lost get(Map<UUID, Lost> lost, UUID key) {
        Lost row = lost.get(key);
        if (row == null) {
            throw new IllegalStateException("No lost row has the key " + key);
        }
        return row;
    }

    private boolean isPlaced(UUID key) {
        return !jdbc.queryForList("select 1 from manifest_row where manifest_id = ? and key_hash = ?", manifest, key)
                .isEmpty();
    }

    private Map<UUID, Lost> lostRows() {
        Set<UUID> placed = new HashSet<>();
        jdbc.query(
                "select key_hash from folder where manifest_id = ?",
                (ResultSet rs) -> {
                    placed.add(rs.getObject(1, UUID.class));
                },
                manifest);
        Map<UUID, Lost> lost = new HashMap<>();
        jdbc.query(
                "select key_hash, parent_key_hash, key_text, line from manifest_row where manifest_id = ?",
                (ResultSet rs) -> {
                    UUID key = rs.getObject(1, UUID.class);
                    if (!placed.contains(key)) {
                        lost.put(
                                key,
                                new Lost(rs.getObject(2, UUID.class), rs.getString(3), rs.getObject(4, Long.class)));
                    }
                },
                manifest);
        return lost;
    }

    private static Problem cycle(Map<UUID, Lost> lost, List<UUID> way, UUID first, int column) {
        List<Lost> round = way.subList(way.indexOf(first), way.size()).stream()
                .map(key -> get(lost, key))
                .toList();
        List<String> keys = round.stream().limit(SHOWN_CHAIN).map(Lost::key).toList();
        String chain = String.join(" → ", keys)
                + (round.size() > SHOWN_CHAIN ? " → … → " : " → ")
                + round.get(0).key();
        long line = round.stream().mapToLong(row -> line(row.line())).min().orElse(0);
        return Problem.of(line, column, "row.cycle", chain);
    }

    private static Problem tooDeep(Map<UUID, Lost> lost, List<UUID> way) {
        Lost top = get(lost, way.get(way.size() - 1));
        return Problem.of(line(top.line()), 1, "row.deep", top.key(), MAX_DEPTH);
    }

    private static long line(@Nullable Long line) {
        return line == null ? 1 : line;
    }
}
