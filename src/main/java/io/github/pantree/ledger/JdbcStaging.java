package io.github.pantree.ledger;

import io.github.pantree.folder.Problem;
import io.github.pantree.folder.Problem.Severity;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows and problems of a manifest while it is read. */
final class JdbcStaging {

    private static final int PROBLEM_TEXT = 4_000;
    private static final int NAME = 600;

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

    void stage(long manifest, List<StagedRow> rows, List<Problem> problems) {
        Map<UUID, Optional<Long>> lines = linesByKey(manifest, rows);
        Map<UUID, Placed> placed = new LinkedHashMap<>();
        List<Problem> all = new ArrayList<>(problems);
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

    private static Problem twice(StagedRow row, long firstLine) {
        return Problem.of(
                line(row),
                row.keyColumn(),
                row.keyColumn() == row.column() ? "row.twice" : "row.twiceKey",
                row.key(),
                firstLine);
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
            // Joined with the keys, since H2 reads the whole manifest for a list of them in "in".
            String sql = "select r.key_hash, r.line from (values "
                    + String.join(
                            ",", some.stream().map(key -> "(cast(? as uuid))").toList())
                    + ") k (key_hash) join manifest_row r on r.manifest_id = ? and r.key_hash = k.key_hash";
            jdbc.query(
                    sql,
                    ps -> {
                        for (int i = 0; i < some.size(); i++) {
                            ps.setObject(i + 1, some.get(i));
                        }
                        ps.setLong(some.size() + 1, manifest);
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
                        + " parent_key_text, cells, column_number, folded, parent_dir_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                    ps.setInt(9, row.column());
                    ps.setString(10, Cut.to(NAME, folded(row.name())));
                    ps.setString(11, row.parentDirId());
                });
    }

    /** Gives folders that were only passed through so far the row that names them. */
    private void name(long manifest, Map<UUID, Placed> placed) {
        List<StagedRow> rows =
                placed.values().stream().filter(Placed::known).map(Placed::row).toList();
        jdbc.batchUpdate(
                "update manifest_row set line = ?, cells = ?, column_number = ? where manifest_id = ? and key_hash = ?",
                rows,
                rows.size() + 1,
                (ps, row) -> {
                    ps.setObject(1, row.line());
                    ps.setString(2, row.cells());
                    ps.setInt(3, row.column());
                    ps.setLong(4, manifest);
                    ps.setObject(5, KeyHash.of(row.key()));
                });
    }

    /** The name without what people do not see: case, and the Unicode form. */
    static String folded(String name) {
        String form = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return form.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    void addProblems(long manifest, List<Problem> problems) {
        jdbc.batchUpdate(
                "insert into manifest_problem (manifest_id, line, what, found, rule, remedy, column_number, severity)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                problems,
                problems.size() + 1,
                (PreparedStatement ps, Problem problem) -> {
                    ps.setLong(1, manifest);
                    ps.setLong(2, problem.line());
                    ps.setString(3, Cut.to(PROBLEM_TEXT, problem.what()));
                    ps.setString(4, Cut.to(PROBLEM_TEXT, problem.value()));
                    ps.setString(5, Cut.to(PROBLEM_TEXT, problem.rule()));
                    ps.setString(6, Cut.to(PROBLEM_TEXT, problem.remedy()));
                    ps.setInt(7, problem.column());
                    ps.setString(8, problem.severity().name());
                });
    }

    boolean hasProblems(long manifest) {
        return !jdbc.queryForList(
                        "select 1 from manifest_problem where manifest_id = ? and severity = 'PROBLEM'"
                                + " fetch first 1 rows only",
                        manifest)
                .isEmpty();
    }

    void eachProblem(long manifest, Consumer<Problem> each) {
        jdbc.query(
                "select line, column_number, severity, what, found, rule, remedy from manifest_problem"
                        + " where manifest_id = ? order by line, column_number, id",
                (ResultSet rs) -> each.accept(problem(rs)),
                manifest);
    }

    private static Problem problem(ResultSet rs) throws SQLException {
        return new Problem(
                rs.getLong(1),
                rs.getInt(2),
                Severity.valueOf(rs.getString(3)),
                rs.getString(4),
                rs.getString(5),
                rs.getString(6),
                rs.getString(7));
    }

    long count(long manifest) {
        Long count =
                jdbc.queryForObject("select count(*) from manifest_row where manifest_id = ?", Long.class, manifest);
        return count == null ? 0 : count;
    }
}
