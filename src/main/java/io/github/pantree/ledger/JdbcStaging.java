package io.github.pantree.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows and problems of a manifest while it is read. */
final class JdbcStaging {

    private static final int PROBLEM_TEXT = 4_000;

    private final JdbcTemplate jdbc;

    JdbcStaging(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void clear(long manifest) {
        clearRows(manifest);
        jdbc.update("delete from manifest_problem where manifest_id = ?", manifest);
    }

    void clearRows(long manifest) {
        jdbc.update("delete from manifest_row where manifest_id = ?", manifest);
    }

    /** A row that takes its key, and whether it takes it from a parent that was only passed through. */
    private record Placed(StagedRow row, boolean known) {}

    void stage(long manifest, List<StagedRow> rows, List<StagedProblem> problems) {
        Map<UUID, Optional<Long>> lines = linesByKey(manifest, rows);
        Map<UUID, Placed> placed = new LinkedHashMap<>();
        List<StagedProblem> all = new ArrayList<>(problems);
        for (StagedRow row : rows) {
            UUID key = KeyHash.of(row.key());
            Optional<Long> before = lines.get(key);
            if (before == null || (before.isEmpty() && row.line() != null)) {
                Placed earlier = placed.get(key);
                placed.put(key, new Placed(row, earlier == null ? before != null : earlier.known()));
                lines.put(key, Optional.ofNullable(row.line()));
            } else if (row.line() != null) {
                all.add(twice(row, before.orElseThrow()));
            }
        }
        insert(manifest, placed);
        name(manifest, placed);
        addProblems(manifest, all);
    }

    private static StagedProblem twice(StagedRow row, long firstLine) {
        return new StagedProblem(
                line(row),
                "given twice, first in line " + firstLine,
                row.key(),
                "each row names a folder of its own",
                "delete one of the two rows, or rename one");
    }

    private static long line(StagedRow row) {
        return row.line() == null ? 0 : row.line();
    }

    /** For each key that is staged: the line that named it, or empty if it was only passed through. */
    private Map<UUID, Optional<Long>> linesByKey(long manifest, List<StagedRow> rows) {
        Map<UUID, Optional<Long>> lines = new HashMap<>();
        List<UUID> keys =
                rows.stream().map(row -> KeyHash.of(row.key())).distinct().toList();
        for (int from = 0; from < keys.size(); from += 500) {
            List<UUID> some = keys.subList(from, Math.min(from + 500, keys.size()));
            String sql = "select key_hash, line from manifest_row where manifest_id = ? and key_hash in ("
                    + String.join(",", some.stream().map(key -> "?").toList()) + ")";
            jdbc.query(
                    sql,
                    ps -> {
                        ps.setLong(1, manifest);
                        for (int i = 0; i < some.size(); i++) {
                            ps.setObject(i + 2, some.get(i));
                        }
                    },
                    rs -> {
                        lines.put(rs.getObject(1, UUID.class), Optional.ofNullable(rs.getObject(2, Long.class)));
                    });
        }
        return lines;
    }

    private void insert(long manifest, Map<UUID, Placed> placed) {
        List<StagedRow> rows = placed.values().stream()
                .filter(p -> !p.known())
                .map(Placed::row)
                .toList();
        jdbc.batchUpdate(
                "insert into manifest_row (manifest_id, key_hash, parent_key_hash, line, name, key_text,"
                        + " parent_key_text, cells) values (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
                rows.size() + 1,
                (ps, row) -> {
                    ps.setLong(1, manifest);
                    ps.setObject(2, KeyHash.of(row.key()));
                    ps.setObject(3, KeyHash.of(row.parentKey()));
                    ps.setObject(4, row.line());
                    ps.setString(5, row.name());
                    ps.setString(6, row.key());
                    ps.setString(7, row.parentKey());
                    ps.setString(8, row.cells());
                });
    }

    /** Gives folders that were only passed through so far the row that names them. */
    private void name(long manifest, Map<UUID, Placed> placed) {
        List<StagedRow> rows =
                placed.values().stream().filter(Placed::known).map(Placed::row).toList();
        jdbc.batchUpdate(
                "update manifest_row set line = ?, cells = ? where manifest_id = ? and key_hash = ?",
                rows,
                rows.size() + 1,
                (ps, row) -> {
                    ps.setObject(1, row.line());
                    ps.setString(2, row.cells());
                    ps.setLong(3, manifest);
                    ps.setObject(4, KeyHash.of(row.key()));
                });
    }

    void addProblems(long manifest, List<StagedProblem> problems) {
        jdbc.batchUpdate(
                "insert into manifest_problem (manifest_id, line, what, found, rule, remedy) values (?, ?, ?, ?, ?, ?)",
                problems,
                problems.size() + 1,
                (PreparedStatement ps, StagedProblem problem) -> {
                    ps.setLong(1, manifest);
                    ps.setLong(2, problem.line());
                    ps.setString(3, Cut.to(PROBLEM_TEXT, problem.what()));
                    ps.setString(4, Cut.to(PROBLEM_TEXT, problem.value()));
                    ps.setString(5, Cut.to(PROBLEM_TEXT, problem.rule()));
                    ps.setString(6, Cut.to(PROBLEM_TEXT, problem.remedy()));
                });
    }

    boolean hasProblems(long manifest) {
        return !jdbc.queryForList(
                        "select 1 from manifest_problem where manifest_id = ? fetch first 1 rows only", manifest)
                .isEmpty();
    }

    void eachProblem(long manifest, Consumer<StagedProblem> each) {
        jdbc.query(
                "select line, what, found, rule, remedy from manifest_problem where manifest_id = ? order by line, id",
                (ResultSet rs) -> each.accept(problem(rs)),
                manifest);
    }

    private static StagedProblem problem(ResultSet rs) throws SQLException {
        return new StagedProblem(rs.getLong(1), rs.getString(2), rs.getString(3), rs.getString(4), rs.getString(5));
    }

    long count(long manifest) {
        Long count =
                jdbc.queryForObject("select count(*) from manifest_row where manifest_id = ?", Long.class, manifest);
        return count == null ? 0 : count;
    }
}
