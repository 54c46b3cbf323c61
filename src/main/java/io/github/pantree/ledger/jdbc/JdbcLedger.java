package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LevelStatistics;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ManifestFormat.CsvFormat;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.ledger.tree.StagedRows;
import io.github.pantree.ledger.tree.TreeBuilder;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in the database of the job repository. */
public final class JdbcLedger implements Ledger {

    static final String COLUMNS = "number, parent_number, depth, name, path, line, cells, state, in_doubt, looked,"
            + " dir_id, message, trace_id";
    private static final int MESSAGE = 4_000;
    private static final int TRACE_ID = 400;
    private static final int PAGE = 5_000;

    private static final long FEW = 20_000;

    /** What stands in place of the content's hash of a manifest whose folders are to be forgotten. */
    private static final String MARKED_FOR_DELETION = "disowned ";

    private final JdbcTemplate jdbc;
    private final RowStreamer streaming;
    private final JdbcProblems problems;
    private final TransactionTemplate ownTransaction;
    private final Dialect database;
    private final FencingToken fence;
    private @Nullable StagedRows staging;

    public JdbcLedger(
            JdbcTemplate jdbc, PlatformTransactionManager transactions, Dialect database, FencingToken fence) {
        this.jdbc = jdbc;
        this.database = database;
        this.fence = fence;
        this.streaming = new RowStreamer(jdbc, transactions);
        this.problems = new JdbcProblems(jdbc, streaming);
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public long register(ProvisioningTarget target) {
        return id(target).orElseGet(() -> {
            jdbc.update(
                    "insert into manifest (content_hash, base_url, parent_dir_id) values (?, ?, ?)",
                    target.contentHash(),
                    target.baseUrl(),
                    target.parent().value());
            return id(target).orElseThrow();
        });
    }

    private Optional<Long> id(ProvisioningTarget target) {
        return jdbc
                .queryForList(
                        "select id from manifest where content_hash = ? and base_url = ? and parent_dir_id = ?",
                        Long.class,
                        target.contentHash(),
                        target.baseUrl(),
                        target.parent().value())
                .stream()
                .findFirst();
    }

    @Override
    public boolean isResolved(long manifest) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select resolved from manifest where id = ?", Boolean.class, manifest));
    }

    @Override
    public void saveFormat(long manifest, ManifestFormat columns) {
        jdbc.update(
                "update manifest set header = ?, own_columns = ?, keyed = ?, parent_column = ?, encoding = ?,"
                        + " byte_order_mark = ?, delimiter = ? where id = ?",
                database.text(CellCodec.encode(columns.header())),
                CellCodec.encode(columns.own().stream().map(String::valueOf).toList()),
                columns.keyed(),
                columns.parentColumn(),
                columns.writing().encoding(),
                columns.writing().mark(),
                columns.writing().delimiter(),
                manifest);
    }

    @Override
    public ManifestFormat format(long manifest) {
        return jdbc.query(
                        "select header, own_columns, keyed, parent_column, encoding, byte_order_mark, delimiter"
                                + " from manifest where id = ?",
                        (rs, i) -> new ManifestFormat(
                                CellCodec.decode(rs.getString(1)),
                                CellCodec.decode(rs.getString(2)).stream()
                                        .map(Integer::valueOf)
                                        .toList(),
                                rs.getBoolean(3),
                                rs.getInt(4),
                                new CsvFormat(rs.getString(5), rs.getBoolean(6), rs.getString(7))),
                        manifest)
                .get(0);
    }

    @Override
    public void clearStaging(long manifest) {
        problems.clear(manifest);
        endStaging();
        try {
            staging = new StagedRows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endStaging() {
        try {
            StagedRows open = staging;
            if (open != null) {
                open.close();
            }
            staging = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stage(long manifest, List<StagedRow> rows, List<Problem> more) {
        List<Problem> all = new ArrayList<>(more);
        staged().add(rows, all::add);
        problems.add(manifest, all);
    }

    private StagedRows staged() {
        StagedRows open = staging;
        if (open == null) {
            throw new IllegalStateException("Nothing was staged in this process");
        }
        return open;
    }

    @Override
    public boolean buildTree(long manifest) {
        Integer parentColumn =
                jdbc.queryForObject("select parent_column from manifest where id = ?", Integer.class, manifest);
        TreeBuilder tree = new TreeBuilder(staged(), parentColumn == null ? 0 : parentColumn);
        ProblemBatch found = new ProblemBatch(manifest);
        tree.problems(found::add);
        if (staged().folders() == 0 && !problems.isAny(manifest)) {
            found.add(Problem.of(1, 1, "file.rows", ""));
        }
        found.flush();
        boolean good = !problems.isAny(manifest);
        if (good) {
            new FolderTreeInserter(jdbc, database, ownTransaction, manifest).place(tree);
            database.loaded(jdbc);
        }
        endStaging();
        return good;
    }

    /** Problems on their way into the database, some at a time. */
    private final class ProblemBatch {

        private final long manifest;
        private final List<Problem> held = new ArrayList<>();

        private ProblemBatch(long manifest) {
            this.manifest = manifest;
        }

        private void add(Problem problem) {
            held.add(problem);
            if (held.size() == PAGE) {
                flush();
            }
        }

        private void flush() {
            problems.add(manifest, held);
            held.clear();
        }
    }

    @Override
    public void forEachProblem(long manifest, Consumer<Problem> each) {
        problems.forEach(manifest, each);
    }

    @Override
    public void resetForRerun(long manifest) {
        ownTransaction.executeWithoutResult(status -> {
            fence.check(jdbc);
            jdbc.update(
                    "update folder set looked = false where manifest_id = ? and state = 'EXISTED' and looked",
                    manifest);
            jdbc.update(
                    "update folder set state = case when in_doubt then 'SENT' else 'PENDING' end, message = null, trace_id = null where manifest_id = ?"
                            + " and state in ('FAILED', 'BLOCKED')",
                    manifest);
        });
    }

    /**
     * The commonest state is what the others leave of all: nearly always only few are counted.
     */
    @Override
    public FolderCounts counts(long manifest) {
        Long all = jdbc.queryForObject("select folders from manifest where id = ?", Long.class, manifest);
        if (all == null || all == 0) {
            // What is there may be the rest of an attempt to resolve it.
            return FolderCounts.NONE;
        }
        long left = all;
        FolderCounts counts = FolderCounts.NONE;
        List<FolderState> many = new ArrayList<>();
        for (FolderState state : FolderState.values()) {
            long few = count(manifest, state, FEW);
            if (few == FEW) {
                many.add(state);
            } else {
                counts = counts.plus(state, few);
                left -= few;
            }
        }
        for (int i = 0; i < many.size(); i++) {
            long count = i == many.size() - 1 ? left : count(manifest, many.get(i), Long.MAX_VALUE);
            counts = counts.plus(many.get(i), count);
            left -= count;
        }
        return counts;
    }

    private long count(long manifest, FolderState state, long most) {
        Long count = jdbc.queryForObject(
                "select count(*) from (select 1 from folder where manifest_id = ? and state = ? and number > 0"
                        + " fetch first ? rows only) f",
                Long.class,
                manifest,
                state.name(),
                most);
        return count == null ? 0 : count;
    }

    @Override
    public LevelStatistics levelStatistics(long manifest, int most) {
        LevelStatistics survey = new LevelStatistics(most);
        long[] after = {LedgerFolder.TARGET};
        int[] page = new int[1];
        do {
            page[0] = 0;
            jdbc.query(
                    "select number, parent_number, depth, state from folder where manifest_id = ? and number > ?"
                            + " order by manifest_id, number fetch first ? rows only",
                    (ResultSet rs) -> {
                        after[0] = rs.getLong(1);
                        page[0]++;
                        survey.add(rs.getLong(2), rs.getInt(3), FolderState.valueOf(rs.getString(4)));
                    },
                    manifest,
                    after[0],
                    PAGE);
        } while (page[0] == PAGE);
        return survey;
    }

    @Override
    public List<LedgerFolder> findByState(long manifest, FolderState state, int limit) {
        return jdbc.query(
                "select " + COLUMNS + " from folder where manifest_id = ? and state = ? and number > 0"
                        + " order by manifest_id, state, number fetch first ? rows only",
                (rs, i) -> folder(rs),
                manifest,
                state.name(),
                limit);
    }

    @Override
    public List<LedgerFolder> unfinished(long manifest, long after, int limit) {
        // One state at a time, in the order of the index: H2 would sort all that are left for both together.
        return Stream.of(FolderState.PENDING, FolderState.SENT)
                .flatMap(state -> jdbc
                        .query(
                                "select " + COLUMNS + " from folder where manifest_id = ? and state = ? and number > ?"
                                        + " order by manifest_id, state, number fetch first ? rows only",
                                (rs, i) -> folder(rs),
                                manifest,
                                state.name(),
                                Math.max(after, LedgerFolder.TARGET),
                                limit)
                        .stream())
                .sorted(Comparator.comparing(LedgerFolder::number))
                .limit(limit)
                .toList();
    }

    @Override
    public List<LedgerFolder> unfinishedChildren(long manifest, long parent, long after, int limit) {
        return jdbc.query(
                "select " + COLUMNS + " from folder where manifest_id = ? and number > ? and number between"
                        + " (select p.first_child from folder p where p.manifest_id = ? and p.number = ?)"
                        + " and (select p.last_child from folder p where p.manifest_id = ? and p.number = ?)"
                        + " and state in ('PENDING', 'SENT') order by manifest_id, number fetch first ? rows only",
                (rs, i) -> folder(rs),
                manifest,
                after,
                manifest,
                parent,
                manifest,
                parent,
                limit);
    }

    @Override
    public List<LedgerFolder> unlisted(long manifest, long after, int limit) {
        return jdbc.query(
                "select " + COLUMNS + " from folder f where manifest_id = ? and state = 'EXISTED' and number > ?"
                        + " and not looked and exists (select 1 from folder c where c.manifest_id = f.manifest_id"
                        + " and c.number between f.first_child and f.last_child and c.state in ('PENDING', 'SENT'))"
                        + " order by manifest_id, state, number fetch first ? rows only",
                (rs, i) -> folder(rs),
                manifest,
                after,
                limit);
    }

    @Override
    public Optional<LedgerFolder> find(long manifest, long number) {
        return jdbc
                .query(
                        "select " + COLUMNS + " from folder where manifest_id = ? and number = ?",
                        (rs, i) -> folder(rs),
                        manifest,
                        number)
                .stream()
                .findFirst();
    }

    @Override
    public Set<DirId> explicitParents(long manifest) {
        return jdbc
                .queryForList(
                        "select dir_id from folder where manifest_id = ? and number < ?",
                        String.class,
                        manifest,
                        LedgerFolder.TARGET)
                .stream()
                .map(DirId::new)
                .collect(Collectors.toSet());
    }

    @Override
    public void markSent(long manifest, Collection<Long> numbers) {
        commit("update folder set state = 'SENT' where manifest_id = ? and number between ? and ?", manifest, numbers);
    }

    @Override
    public void markListed(long manifest, Collection<Long> numbers) {
        commit("update folder set looked = true where manifest_id = ? and number between ? and ?", manifest, numbers);
    }

    @Override
    public void blockBelowFailed(long manifest) {
        String below = "update folder f set state = 'BLOCKED', in_doubt = (in_doubt or state = 'SENT'), message ="
                + " (select case when p.state = 'FAILED' then left(? || p.path || ? || coalesce(p.message, ''), "
                + MESSAGE + ")"
                + " else p.message end from folder p"
                + " where p.manifest_id = f.manifest_id and p.number = f.parent_number)"
                + " where f.manifest_id = ? and f.state in ('PENDING', 'SENT')"
                + " and exists (select 1 from folder p where p.manifest_id = f.manifest_id"
                + " and p.number = f.parent_number and p.state in ('FAILED', 'BLOCKED'))";
        String[] around = Messages.format("row.blocked", "\n", "").split("\n", 2);
        ownTransaction.executeWithoutResult(status -> {
            fence.check(jdbc);
            int level;
            do {
                level = jdbc.update(below, around[0], around[1], manifest);
            } while (level > 0);
        });
    }

    /** @param sql with the gaps manifest, first number, last number */
    private void commit(String sql, long manifest, Collection<Long> numbers) {
        List<Object[]> rows = Ranges.of(numbers).stream()
                .map(range -> new Object[] {manifest, range.first(), range.last()})
                .toList();
        ownTransaction.executeWithoutResult(status -> {
            fence.check(jdbc);
            jdbc.batchUpdate(sql, rows);
        });
    }

    @Override
    public void saveOutcomes(long manifest, Collection<FolderUpdate> changes) {
        List<Object[]> rows =
                changes.stream().map(change -> row(manifest, change)).toList();
        ownTransaction.executeWithoutResult(status -> {
            fence.check(jdbc);
            jdbc.batchUpdate(
                    "update folder set state = ?, in_doubt = ?, dir_id = ?, message = ?, trace_id = ?"
                            + " where manifest_id = ? and number = ?",
                    rows);
        });
    }

    @SuppressWarnings("NullAway") // JDBC takes null for a column without a value
    private static Object[] row(long manifest, FolderUpdate change) {
        DirId dirId = change.dirId();
        return new Object[] {
            change.state().name(),
            change.inDoubt(),
            dirId == null ? null : dirId.value(),
            Truncation.truncate(MESSAGE, change.message()),
            Truncation.truncate(TRACE_ID, change.traceId()),
            manifest,
            change.number()
        };
    }

    @Override
    public void markForDeletion(long manifest) {
        jdbc.update(
                "update manifest set content_hash = ?, base_url = '', parent_dir_id = '', resolved = false where id = ?",
                MARKED_FOR_DELETION + manifest,
                manifest);
    }

    @Override
    public void deleteMarked() {
        List<Long> disowned = jdbc.queryForList(
                "select id from manifest where content_hash like ?", Long.class, MARKED_FOR_DELETION + "%");
        for (Long manifest : disowned) {
            forgetRows("folder", "number", manifest);
            forgetRows("folder_check", "number", manifest);
            forgetRows("folder_extra", "id", manifest);
            forgetRows("manifest_problem", "id", manifest);
            ownTransaction.executeWithoutResult(status -> jdbc.update("delete from manifest where id = ?", manifest));
        }
    }

    private void forgetRows(String table, String key, long manifest) {
        String first = "select max(k) from (select " + key + " as k from " + table
                + " where manifest_id = ? order by manifest_id, " + key + " fetch first ? rows only) some_rows";
        Long last = jdbc.queryForObject(first, Long.class, manifest, PAGE);
        while (last != null) {
            long upTo = last;
            ownTransaction.executeWithoutResult(status -> jdbc.update(
                    "delete from " + table + " where manifest_id = ? and " + key + " <= ?", manifest, upTo));
            last = jdbc.queryForObject(first, Long.class, manifest, PAGE);
        }
    }

    @Override
    public void compact() {
        database.compact(jdbc);
    }

    @Override
    public long size() {
        String product =
                jdbc.execute((Connection connection) -> connection.getMetaData().getDatabaseProductName());
        Long bytes = jdbc.queryForObject(
                "PostgreSQL".equals(product)
                        ? "select pg_database_size(current_database())"
                        : "select cast(setting_value as bigint) from information_schema.settings"
                                + " where setting_name = 'info.FILE_SIZE'",
                Long.class);
        return bytes == null ? 0 : bytes;
    }

    @Override
    public void forEachFailure(long manifest, FailureVisitor each) {
        long[] after = {LedgerFolder.TARGET};
        int[] page = new int[1];
        do {
            page[0] = 0;
            jdbc.query(
                    "select number, message, trace_id from folder where manifest_id = ? and state = 'FAILED'"
                            + " and number > ? order by manifest_id, state, number fetch first ? rows only",
                    (ResultSet rs) -> {
                        after[0] = rs.getLong(1);
                        page[0]++;
                        String message = rs.getString(2);
                        each.visit(message == null ? "" : message, rs.getString(3));
                    },
                    manifest,
                    after[0],
                    PAGE);
        } while (page[0] == PAGE);
    }

    /** Folders in the order of their numbers, and the dirIDs of their parents. */
    private record Page(List<LedgerFolder> folders, Map<Long, DirId> parents) {}

    /** While a page is handed out, another thread reads the next one. */
    @Override
    public void forEachFolder(long manifest, FolderVisitor each) {
        Map<Long, DirId> roots = dirIds(manifest, Long.MIN_VALUE, LedgerFolder.TARGET);
        Page page = page(manifest, LedgerFolder.TARGET);
        while (!page.folders().isEmpty()) {
            long last = page.folders().get(page.folders().size() - 1).number();
            boolean more = page.folders().size() == PAGE;
            CompletableFuture<Page> next = more
                    ? CompletableFuture.supplyAsync(() -> page(manifest, last))
                    : CompletableFuture.completedFuture(new Page(List.of(), Map.of()));
            for (LedgerFolder folder : page.folders()) {
                long parent = folder.parentNumber();
                each.visit(folder, parent > LedgerFolder.TARGET ? page.parents().get(parent) : roots.get(parent));
            }
            page = next.join();
        }
    }

    private Page page(long manifest, long after) {
        List<LedgerFolder> folders = jdbc.query(
                "select " + COLUMNS + " from folder where manifest_id = ? and number > ?"
                        + " order by manifest_id, number fetch first ? rows only",
                (rs, i) -> folder(rs),
                manifest,
                after,
                PAGE);
        return new Page(folders, parentsOf(manifest, folders));
    }

    /** Children are numbered in the order of their parents, so that those of a page lie in one range. */
    private Map<Long, DirId> parentsOf(long manifest, List<LedgerFolder> page) {
        LongSummaryStatistics parents = page.stream()
                .mapToLong(LedgerFolder::parentNumber)
                .filter(parent -> parent > LedgerFolder.TARGET)
                .summaryStatistics();
        return parents.getCount() == 0 ? Map.of() : dirIds(manifest, parents.getMin(), parents.getMax());
    }

    private Map<Long, DirId> dirIds(long manifest, long from, long to) {
        Map<Long, DirId> dirIds = new HashMap<>();
        jdbc.query(
                "select number, dir_id from folder where manifest_id = ? and number between ? and ?"
                        + " and first_child is not null and dir_id is not null",
                (ResultSet rs) -> {
                    dirIds.put(rs.getLong(1), new DirId(rs.getString(2)));
                },
                manifest,
                from,
                to);
        return dirIds;
    }

    @Override
    public void forEachNamedFolder(long manifest, Consumer<LedgerFolder> each) {
        streaming.forEach(
                "select " + COLUMNS + " from folder where manifest_id = ? and line is not null order by line",
                rs -> each.accept(folder(rs)),
                manifest);
    }

    /** A line of {@link #COLUMNS}. */
    static LedgerFolder folder(ResultSet rs) throws SQLException {
        long line = rs.getLong(6);
        boolean named = !rs.wasNull();
        return new LedgerFolder(
                rs.getLong(1),
                rs.getLong(2),
                rs.getInt(3),
                rs.getString(4),
                rs.getString(5),
                named ? line : null,
                rs.getString(7),
                FolderState.valueOf(rs.getString(8)),
                rs.getBoolean(9),
                rs.getBoolean(10),
                dirId(rs.getString(11)),
                rs.getString(12),
                rs.getString(13));
    }

    private static @Nullable DirId dirId(@Nullable String value) {
        return value == null ? null : new DirId(value);
    }
}
