package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JdbcProblemsTests {

    @TempDir
    private Path home;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private H2Home database;

    @SuppressWarnings("NullAway.Init") // before each test
    private JdbcProblems problems;

    private long manifest;

    @BeforeEach
    void open() throws SQLException {
        database = new H2Home(home);
        problems = new JdbcProblems(database.jdbc(), new RowStreamer(database.jdbc(), database.transactions()));
        manifest = database.addManifest("top");
    }

    @Test
    void returnsEveryPartOfAProblem() {
        Problem problem = new Problem(7, 3, Severity.CHANGE, "what", "value", "rule", "remedy");
        problems.add(manifest, List.of(problem));
        assertThat(each(manifest)).containsExactly(problem);
    }

    @Test
    void ordersByLineThenColumnThenArrival() {
        problems.add(manifest, List.of(problem(9, 1, "a"), problem(2, 5, "b"), problem(2, 1, "c")));
        problems.add(manifest, List.of(problem(2, 1, "d"), problem(1, 9, "e")));
        assertThat(each(manifest)).extracting(Problem::what).containsExactly("e", "c", "d", "b", "a");
    }

    @ParameterizedTest
    @CsvSource({"PROBLEM, true", "WARNING, false", "CHANGE, false"})
    void countsOnlyProblemsAsSuch(Severity severity, boolean any) {
        assertThat(problems.isAny(manifest)).isFalse();
        problems.add(manifest, List.of(new Problem(2, 1, severity, "", "", "", "")));
        assertThat(problems.isAny(manifest)).isEqualTo(any);
    }

    @Test
    void keepsManifestsApart() {
        long other = database.addManifest("other");
        problems.add(manifest, List.of(problem(2, 1, "mine")));
        problems.add(other, List.of(problem(3, 1, "other")));
        assertThat(each(manifest)).extracting(Problem::what).containsExactly("mine");
        problems.clear(manifest);
        assertThat(problems.isAny(manifest)).isFalse();
        assertThat(each(manifest)).isEmpty();
        assertThat(problems.isAny(other)).isTrue();
        assertThat(each(other)).extracting(Problem::what).containsExactly("other");
    }

    @Test
    void acceptsNoProblemsAtAll() {
        problems.add(manifest, List.of());
        assertThat(each(manifest)).isEmpty();
    }

    @Test
    void cutsTextsThatAreLongerThanTheirColumns() {
        String text = "x".repeat(4_000);
        problems.add(manifest, List.of(new Problem(2, 1, Severity.PROBLEM, text, text + "x", text + "y", text + "z")));
        String cut = "x".repeat(3_999) + "…";
        assertThat(each(manifest)).containsExactly(new Problem(2, 1, Severity.PROBLEM, text, cut, cut, cut));
    }

    private static Problem problem(long line, int column, String what) {
        return new Problem(line, column, Severity.PROBLEM, what, "", "", "");
    }

    private List<Problem> each(long id) {
        List<Problem> found = new ArrayList<>();
        problems.forEach(id, found::add);
        return found;
    }
}
