package io.github.pantree.ledger.jdbc;

import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The problems, warnings and changes of manifests. */
record JdbcProblems(JdbcTemplate jdbc, RowStreamer streaming) {

    private static final int PROBLEM_TEXT = 4_000;

    void clear(long manifest) {
        jdbc.update("delete from manifest_problem where manifest_id = ?", manifest);
    }

    void add(long manifest, List<Problem> problems) {
        jdbc.batchUpdate(
                "insert into manifest_problem (manifest_id, line, what, found, rule, remedy, column_number, severity)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                problems,
                problems.size() + 1,
                (PreparedStatement ps, Problem problem) -> {
                    ps.setLong(1, manifest);
                    ps.setLong(2, problem.line());
                    ps.setString(3, Truncation.truncate(PROBLEM_TEXT, problem.what()));
                    ps.setString(4, Truncation.truncate(PROBLEM_TEXT, problem.value()));
                    ps.setString(5, Truncation.truncate(PROBLEM_TEXT, problem.rule()));
                    ps.setString(6, Truncation.truncate(PROBLEM_TEXT, problem.remedy()));
                    ps.setInt(7, problem.column());
                    ps.setString(8, problem.severity().name());
                });
    }

    boolean isAny(long manifest) {
        return !jdbc.queryForList(
                        "select 1 from manifest_problem where manifest_id = ? and severity = 'PROBLEM'"
                                + " fetch first 1 rows only",
                        manifest)
                .isEmpty();
    }

    void forEach(long manifest, Consumer<Problem> each) {
        streaming.forEachRow(
                "select line, column_number, severity, what, found, rule, remedy from manifest_problem"
                        + " where manifest_id = ? order by line, column_number, id",
                rs -> each.accept(problem(rs)),
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
}
