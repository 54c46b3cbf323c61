package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree.SentAgain;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.jdbc.TreeRows.Scope;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The folders for which several calls may have been carried out. A mark concerns the remote folder: it counts for the
 * rows of all manifests of the account that have the same name and parent.
 */
final class SentAgainMarks {

    private static final String INSERT = "insert into folder_sent_again (manifest_id, number)"
            + " select f.manifest_id, f.number from folder f where f.manifest_id = ? and f.number = ?"
            + " and not exists (select 1 from folder_sent_again s"
            + " where s.manifest_id = f.manifest_id and s.number = f.number)";

    private static final String OWN = " from folder_sent_again s"
            + " join folder f on f.manifest_id = s.manifest_id and f.number = s.number"
            + " join folder p on p.manifest_id = s.manifest_id and p.number = f.parent_number and p.dir_id is not null"
            + " where s.manifest_id = ? and s.number > ? and s.number <= ?";

    private static final String OF_OTHERS = " from folder_sent_again s"
            + " join manifest m on m.id = s.manifest_id"
            + " join folder f on f.manifest_id = s.manifest_id and f.number = s.number"
            + " join folder p on p.manifest_id = s.manifest_id and p.number = f.parent_number"
            + " join tree_parent t on t.dir_key = left(p.dir_id, " + TreeRows.KEY + ") and t.manifest_id = ?"
            + " join folder o on o.manifest_id = t.manifest_id and o.number = t.number and o.dir_id = p.dir_id"
            + " join folder c on c.manifest_id = o.manifest_id and c.number between o.first_child and o.last_child"
            + " and c.name = f.name"
            + " where s.manifest_id <> ? and m.base_url = ? and (m.account is null or m.account = ?) and c.number > ?"
            + " and c.number <= ?";

    /** A mark of any manifest, and the row of the asking manifest that it concerns. */
    private record Mark(long row, long manifest, long number) {}

    private final JdbcTemplate jdbc;
    private final FolderRows folders;

    SentAgainMarks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.folders = new FolderRows(jdbc);
    }

    /** @param copies by the number of the folder: the copies of its name that are listed already */
    void add(long manifest, Map<Long, Set<DirId>> copies) {
        if (copies.isEmpty()) {
            return;
        }
        List<Long> numbers = List.copyOf(copies.keySet());
        int[] inserted = jdbc.batchUpdate(INSERT, keys(manifest, numbers));
        for (int i = 0; i < inserted.length; i++) {
            // A copy that is listed after the second call may be its result.
            if (inserted[i] > 0) {
                addCopies(manifest, numbers.get(i), Objects.requireNonNull(copies.get(numbers.get(i))));
            }
        }
    }

    private void addCopies(long manifest, long number, Set<DirId> copies) {
        if (!copies.isEmpty()) {
            jdbc.batchUpdate(
                    "insert into folder_copy (manifest_id, number, dir_id) values (?, ?, ?)",
                    copies.stream()
                            .map(dirId -> new Object[] {manifest, number, dirId.value()})
                            .toList());
        }
    }

    void delete(long manifest, Collection<Long> numbers) {
        jdbc.batchUpdate("delete from folder_copy where manifest_id = ? and number = ?", keys(manifest, numbers));
        jdbc.batchUpdate("delete from folder_sent_again where manifest_id = ? and number = ?", keys(manifest, numbers));
    }

    /** Created folders that were sent more than once are in doubt again, except those that are known to be alone. */
    void resetFolders(long manifest, Set<Long> alone) {
        // H2 would read all folders if these numbers were a subquery of the condition.
        List<Long> numbers = jdbc
                .queryForList("select number from folder_sent_again where manifest_id = ?", Long.class, manifest)
                .stream()
                .filter(number -> !alone.contains(number))
                .toList();
        jdbc.batchUpdate(
                "update folder set state = 'SENT', in_doubt = true, looked = false"
                        + " where manifest_id = ? and number = ? and state = 'CREATED'",
                keys(manifest, numbers));
    }

    private static List<Object[]> keys(long manifest, Collection<Long> numbers) {
        return numbers.stream().map(number -> new Object[] {manifest, number}).toList();
    }

    /** The rows of a manifest that marks concern, in numerical order. */
    List<SentAgain> find(Scope scope, long manifest, long after, int limit) {
        Object[] others = {manifest, manifest, scope.baseUrl(), scope.accountOrNone()};
        boolean isAnyOfOthers = isAnyOfOthers(manifest);
        // The rows first: several marks can concern one, and all of them count.
        List<Long> rows = Stream.concat(
                        rows("s.number", OWN, after, limit, manifest).stream(),
                        isAnyOfOthers
                                ? rows("distinct c.number", OF_OTHERS, after, limit, others).stream()
                                : Stream.empty())
                .distinct()
                .sorted()
                .limit(limit)
                .toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        long last = rows.get(rows.size() - 1);
        SortedMap<Long, Set<DirId>> copies = new TreeMap<>();
        marks("s.number", OWN, after, last, manifest).forEach(mark -> intersect(copies, mark));
        if (isAnyOfOthers) {
            marks("c.number", OF_OTHERS, after, last, others).forEach(mark -> intersect(copies, mark));
        }
        return copies.entrySet().stream()
                .map(row -> sentAgain(manifest, row.getKey(), row.getValue()))
                .toList();
    }

    private SentAgain sentAgain(long manifest, long number, Set<DirId> copies) {
        LedgerFolder folder = row(manifest, number);
        DirId parent =
                Objects.requireNonNull(row(manifest, folder.parentNumber()).dirId());
        return new SentAgain(folder, parent, copies);
    }

    private LedgerFolder row(long manifest, long number) {
        return folders.find(manifest, number).orElseThrow();
    }

    private boolean isAnyOfOthers(long manifest) {
        return !jdbc.queryForList(
                        "select 1 from folder_sent_again where manifest_id <> ? fetch first 1 rows only", manifest)
                .isEmpty();
    }

    /** The first rows above {@code after} that marks concern, in numerical order. */
    private List<Long> rows(String numbers, String from, long after, int limit, Object... parameters) {
        return jdbc.queryForList(
                "select " + numbers + from + " order by 1 fetch first ? rows only",
                Long.class,
                with(parameters, after, Long.MAX_VALUE, limit));
    }

    /** The marks of all rows above {@code after}, up to {@code last}. */
    private List<Mark> marks(String number, String from, long after, long last, Object... parameters) {
        return jdbc.query(
                "select " + number + ", s.manifest_id, s.number" + from,
                (rs, i) -> new Mark(rs.getLong(1), rs.getLong(2), rs.getLong(3)),
                with(parameters, after, last));
    }

    private static Object[] with(Object[] parameters, Object... more) {
        return Stream.concat(Stream.of(parameters), Stream.of(more)).toArray();
    }

    /** Only what existed before all second calls is not the result of one. */
    private void intersect(Map<Long, Set<DirId>> copies, Mark mark) {
        Set<DirId> earlier = new HashSet<>(jdbc.query(
                "select dir_id from folder_copy where manifest_id = ? and number = ?",
                (rs, i) -> new DirId(rs.getString(1)),
                mark.manifest(),
                mark.number()));
        copies.merge(mark.row(), earlier, (one, other) -> {
            one.retainAll(other);
            return one;
        });
    }
}
