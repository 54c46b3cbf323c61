package io.github.pantree.ledger.jdbc;

import static io.github.pantree.ledger.tree.RowFixtures.path;
import static io.github.pantree.ledger.tree.RowFixtures.staged;
import static io.github.pantree.ledger.tree.RowFixtures.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.ledger.tree.StagedRows;
import io.github.pantree.ledger.tree.TreeBuilder;
import io.github.pantree.support.CellCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

final class FolderTreeInserterTests {

    @TempDir
    private Path home;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private H2Home database;

    @SuppressWarnings("NullAway.Init") // before each test
    private JdbcTemplate jdbc;

    private long manifest;

    /** A row of the table without the columns that are always the same. */
    private record Line(
            long number,
            long parent,
            int depth,
            String path,
            @Nullable Long first,
            @Nullable Long last) {}

    @BeforeEach
    void open() throws SQLException {
        database = new H2Home(home);
        jdbc = database.jdbc();
        manifest = database.addManifest("top");
    }

    @Test
    void entersTheTargetAndEachFolderWithItsPathAndChildren() throws IOException {
        place(staged(
                tree(2, "a", "", "a"),
                tree(3, "b", "", "b"),
                tree(4, "c", "a", "c"),
                tree(5, "d", "b", "d"),
                tree(6, "e", "b", "e"),
                tree(7, "f", "e", "f")));
        assertThat(lines())
                .containsExactly(
                        new Line(0, -1, 0, "", 1L, 2L),
                        new Line(1, 0, 1, "/a", 3L, 3L),
                        new Line(2, 0, 1, "/b", 4L, 5L),
                        new Line(3, 1, 2, "/a/c", null, null),
                        new Line(4, 2, 2, "/b/d", null, null),
                        new Line(5, 2, 2, "/b/e", 6L, 6L),
                        new Line(6, 5, 3, "/b/e/f", null, null));
    }

    @Test
    void entersNameLineCellsAndState() throws IOException {
        place(staged(path(7, "/图片/b")));
        assertThat(jdbc.queryForMap("select name, line, cells, state, dir_id from folder where number = 2"))
                .containsEntry("NAME", "b")
                .containsEntry("LINE", 7L)
                .containsEntry("CELLS", CellCodec.encode(List.of("/图片/b")))
                .containsEntry("STATE", FolderState.PENDING.name())
                .containsEntry("DIR_ID", null);
        assertThat(jdbc.queryForMap("select name, line, cells from folder where number = 1"))
                .containsEntry("NAME", "图片")
                .containsEntry("LINE", null)
                .containsEntry("CELLS", null);
    }

    @Test
    void entersExistingParentsBelowTheTarget() throws IOException {
        place(staged(
                tree(2, "k1", "given:9", "9", "in nine"),
                tree(3, "k2", "", "top"),
                tree(4, "k3", "given:5", "5", "in five"),
                tree(5, "k4", "given:5", "5", "more"),
                tree(6, "k5", "k1", "below")));
        assertThat(lines())
                .containsExactly(
                        new Line(-3, -1, 0, "", 4L, 4L),
                        new Line(-2, -1, 0, "", 2L, 3L),
                        new Line(0, -1, 0, "", 1L, 1L),
                        new Line(1, 0, 1, "/top", null, null),
                        new Line(2, -2, 1, "/in five", null, null),
                        new Line(3, -2, 1, "/more", null, null),
                        new Line(4, -3, 1, "/in nine", 5L, 5L),
                        new Line(5, 4, 2, "/in nine/below", null, null));
        assertThat(jdbc.queryForList("select dir_id from folder where number <= 0 order by number", String.class))
                .containsExactly("9", "5", "top");
        assertThat(jdbc.queryForList("select distinct state from folder where number <= 0", String.class))
                .containsExactly(FolderState.EXISTED.name());
    }

    @Test
    void entersATargetWithoutChildrenOfItsOwn() throws IOException {
        place(staged(tree(2, "k", "given:9", "9", "a")));
        assertThat(lines())
                .containsExactly(
                        new Line(-2, -1, 0, "", 1L, 1L),
                        new Line(0, -1, 0, "", null, null),
                        new Line(1, -2, 1, "/a", null, null));
    }

    @Test
    void marksTheManifestAsResolvedWithTheNumberOfItsFolders() throws IOException {
        long other = database.addManifest("other");
        place(staged(path(2, "/a/b/c")));
        assertThat(jdbc.queryForMap("select resolved, folders from manifest where id = ?", manifest))
                .containsEntry("RESOLVED", true)
                .containsEntry("FOLDERS", 3L);
        assertThat(jdbc.queryForMap("select resolved, folders from manifest where id = ?", other))
                .containsEntry("RESOLVED", false)
                .containsEntry("FOLDERS", 0L);
    }

    @Test
    void replacesTheRowsOfAnInterruptedAttemptOnly() throws IOException {
        long other = database.addManifest("other");
        place(staged(path(2, "/a/b/c")));
        place(other, staged(path(2, "/x")));
        place(staged(path(2, "/d")));
        assertThat(lines()).extracting(Line::path).containsExactly("", "/d");
        assertThat(count("manifest_id = " + other)).isEqualTo(2);
        assertThat(jdbc.queryForObject("select folders from manifest where id = ?", Long.class, manifest))
                .isEqualTo(1);
    }

    /** Transactions have 2,000 folders each. */
    @Test
    void entersFoldersInSeveralCommits() throws IOException {
        for (int folders : new int[] {1_999, 2_000, 2_001, 6_500}) {
            List<StagedRow> rows = new ArrayList<>();
            for (int i = 0; i < folders; i++) {
                rows.add(tree(i + 2L, "k" + i, i < 50 ? "" : "k" + i % 50, "n" + i));
            }
            place(staged(rows));
            assertThat(count("number > 0")).isEqualTo(folders);
            assertThat(count("depth = 2 and path not like '/n%/n%'")).isZero();
            assertThat(jdbc.queryForObject("select max(number) from folder", Long.class))
                    .isEqualTo(folders);
            assertThat(jdbc.queryForObject("select folders from manifest where id = ?", Long.class, manifest))
                    .isEqualTo(folders);
        }
    }

    @Test
    void leavesTheManifestUnresolvedIfItFailsMidway() throws IOException {
        List<StagedRow> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add(tree(i + 2L, "k" + i, "", "n" + i));
        }
        rows.add(tree(9_999, "bad", "", "x".repeat(10_000)));
        assertThatThrownBy(() -> place(staged(rows))).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(count("number > 0")).as("the first commit stands").isEqualTo(2_000);
        assertThat(jdbc.queryForObject("select resolved from manifest where id = ?", Boolean.class, manifest))
                .isFalse();
    }

    private void place(StagedRows rows) throws IOException {
        place(manifest, rows);
    }

    private void place(long id, StagedRows rows) throws IOException {
        try (rows) {
            TransactionTemplate transaction = new TransactionTemplate(database.transactions());
            new FolderTreeInserter(jdbc, Dialect.H2, transaction, id).insert(new TreeBuilder(rows, 2));
        }
    }

    private int count(String where) {
        Integer count = jdbc.queryForObject("select count(*) from folder where " + where, Integer.class);
        return count == null ? -1 : count;
    }

    private List<Line> lines() {
        return jdbc.query(
                "select number, parent_number, depth, path, first_child, last_child from folder where manifest_id = ?"
                        + " order by number",
                (rs, i) -> new Line(
                        rs.getLong(1),
                        rs.getLong(2),
                        rs.getInt(3),
                        rs.getString(4),
                        rs.getObject(5, Long.class),
                        rs.getObject(6, Long.class)),
                manifest);
    }
}
