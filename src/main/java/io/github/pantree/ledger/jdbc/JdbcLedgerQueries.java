package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LevelStatistics;
import io.github.pantree.support.Problem;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Queries of the ledger for folders and problems. */
abstract class JdbcLedgerQueries extends DelegatingAccountTree implements Ledger {

    private static final int PAGE = 5_000;

    /** A state with fewer folders is counted quickly. */
    private static final long FEW = 20_000;

    private record FolderStateRow(long number, long parent, int depth, FolderState state) {}

    final JdbcProblems problems;
    final UnlistedParents unlistedParents;
    private final JdbcTemplate jdbc;
    private final RowStreamer streaming;
    private final FolderRows folders;

    JdbcLedgerQueries(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.streaming = new RowStreamer(jdbc, transactions);
        this.problems = new JdbcProblems(jdbc, streaming);
        this.folders = new FolderRows(jdbc);
        this.unlistedParents = new UnlistedParents(jdbc, folders);
    }

    @Override
    public long countToRecheck(long manifest) {
        Long count = jdbc.queryForObject(
                "select count(*) from folder where manifest_id = ? and number > 0 and dir_id is not null"
                        + " and state in ('PENDING', 'SENT')",
                Long.class,
                manifest);
        return count == null ? 0 : count;
    }

    /** The count of the most frequent state is derived from the total, so that only a few folders are counted. */
    @Override
    public FolderCounts counts(long manifest) {
        Long all = jdbc.queryForObject("select folders from manifest where id = ?", Long.class, manifest);
        if (all == null || all == 0) {
            // Rows may be left over from an interrupted attempt to build the tree.
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

    private long count(long manifest, FolderState state, long limit) {
        Long count = jdbc.queryForObject(
                "select count(*) from (select 1 from folder where manifest_id = ? and state = ? and number > 0"
                        + " fetch first ? rows only) f",
                Long.class,
                manifest,
                state.name(),
                limit);
        return count == null ? 0 : count;
    }

    @Override
    public Optional<LedgerFolder> find(long manifest, long number) {
        return folders.select("where manifest_id = ? and number = ?", manifest, number).stream()
                .findFirst();
    }

    @Override
    public List<LedgerFolder> findByState(long manifest, FolderState state, int limit) {
        return inState(manifest, state, LedgerFolder.TARGET, Long.MAX_VALUE, limit);
    }

    private List<LedgerFolder> inState(long manifest, FolderState state, long after, long last, int limit) {
        return folders.select(
                "where manifest_id = ? and state = ? and number > ? and number <= ?"
                        + " order by manifest_id, state, number fetch first ? rows only",
                manifest,
                state.name(),
                after,
                last,
                limit);
    }

    @Override
    public List<LedgerFolder> unfinished(long manifest, long after, int limit) {
        return unfinished(manifest, Math.max(after, LedgerFolder.TARGET), Long.MAX_VALUE, limit);
    }

    private List<LedgerFolder> unfinished(long manifest, long after, long last, int limit) {
        return inStates(manifest, FolderState.UNFINISHED, after, last, limit);
    }

    /** One state at a time, in index order: H2 would sort all folders of these states together. */
    private List<LedgerFolder> inStates(long manifest, Set<FolderState> states, long after, long last, int limit) {
        return states.stream()
                .flatMap(state -> inState(manifest, state, after, last, limit).stream())
                .sorted(Comparator.comparingLong(LedgerFolder::number))
                .limit(limit)
                .toList();
    }

    @Override
    public List<LedgerFolder> unfinishedChildren(long manifest, long parent, long after, int limit) {
        return folders.children(manifest, parent)
                .map(children -> unfinished(manifest, Math.max(after, children.first() - 1), children.last(), limit))
                .orElseGet(List::of);
    }

    @Override
    public List<LedgerFolder> unlisted(long manifest, long after, int limit) {
        return unlistedParents.find(manifest, after, limit);
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
    public LevelStatistics levelStatistics(long manifest, int maxSiblings) {
        LevelStatistics statistics = new LevelStatistics(maxSiblings);
        forEachPage(
                after -> jdbc.query(
                        "select number, parent_number, depth, state from folder where manifest_id = ? and number > ?"
                                + " order by manifest_id, number fetch first ? rows only",
                        (rs, i) -> new FolderStateRow(
                                rs.getLong(1), rs.getLong(2), rs.getInt(3), FolderState.valueOf(rs.getString(4))),
                        manifest,
                        after,
                        PAGE),
                FolderStateRow::number,
                UnaryOperator.identity(),
                page -> page.forEach(row -> statistics.add(row.parent(), row.depth(), row.state())));
        return statistics;
    }

    @Override
    public void forEachFolderIn(long manifest, Set<FolderState> states, Consumer<LedgerFolder> each) {
        forEachPage(
                after -> inStates(manifest, states, after, Long.MAX_VALUE, PAGE),
                LedgerFolder::number,
                UnaryOperator.identity(),
                page -> page.forEach(each));
    }

    /** A folder and the dirID of its parent. */
    private record Child(LedgerFolder folder, @Nullable DirId parent) {}

    /** Another thread reads the next page while one is visited. */
    @Override
    public void forEachFolder(long manifest, FolderVisitor each) {
        Map<Long, DirId> roots = dirIds(manifest, Long.MIN_VALUE, LedgerFolder.TARGET);
        forEachPage(
                after -> withParents(
                        manifest,
                        roots,
                        folders.select(
                                "where manifest_id = ? and number > ?"
                                        + " order by manifest_id, number fetch first ? rows only",
                                manifest,
                                after,
                                PAGE)),
                child -> child.folder().number(),
                page -> CompletableFuture.supplyAsync(page)::join,
                page -> page.forEach(child -> each.visit(child.folder(), child.parent())));
    }

    /** Children are numbered in the order of their parents, so the parents of a page are in one range. */
    private List<Child> withParents(long manifest, Map<Long, DirId> roots, List<LedgerFolder> page) {
        LongSummaryStatistics range = page.stream()
                .mapToLong(LedgerFolder::parentNumber)
                .filter(parent -> parent > LedgerFolder.TARGET)
                .summaryStatistics();
        Map<Long, DirId> parents = range.getCount() == 0 ? Map.of() : dirIds(manifest, range.getMin(), range.getMax());
        return page.stream()
                .map(folder -> new Child(
                        folder,
                        (folder.parentNumber() > LedgerFolder.TARGET ? parents : roots).get(folder.parentNumber())))
                .toList();
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

    /**
     * Visits pages of rows in numerical order, until a page is not full.
     *
     * @param read returns the page after a number
     * @param prefetch wraps the read of the next page before the current one is visited, and may begin it at once, in
     *     another thread
     */
    private static <T> void forEachPage(
            LongFunction<List<T>> read,
            ToLongFunction<T> number,
            UnaryOperator<Supplier<List<T>>> prefetch,
            Consumer<List<T>> each) {
        List<T> page = read.apply(LedgerFolder.TARGET);
        while (!page.isEmpty()) {
            long last = number.applyAsLong(page.get(page.size() - 1));
            Supplier<List<T>> next = page.size() < PAGE ? List::of : prefetch.apply(() -> read.apply(last));
            each.accept(page);
            page = next.get();
        }
    }

    @Override
    public void forEachProblem(long manifest, Consumer<Problem> each) {
        problems.forEach(manifest, each);
    }
}
