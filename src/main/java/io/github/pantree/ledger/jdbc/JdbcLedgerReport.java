package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.ledger.LevelStatistics;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.support.Problem;
import java.sql.ResultSet;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the folders of a manifest in pages, since there may be a million. */
final class JdbcLedgerReport implements LedgerReport {

    private static final int PAGE = 5_000;

    private record FolderStateRow(long number, long parent, int depth, FolderState state) {}

    private final JdbcTemplate jdbc;
    private final ManifestTable manifests;
    private final JdbcProblems problems;
    private final FolderRows folders;
    private final StateCounts counts;

    JdbcLedgerReport(JdbcTemplate jdbc, ManifestTable manifests, JdbcProblems problems) {
        this.jdbc = jdbc;
        this.manifests = manifests;
        this.problems = problems;
        this.folders = new FolderRows(jdbc);
        this.counts = new StateCounts(jdbc);
    }

    @Override
    public FolderCounts counts(long manifest) {
        return counts.of(manifest);
    }

    @Override
    public Optional<LedgerFolder> find(long manifest, long number) {
        return folders.find(manifest, number);
    }

    @Override
    public ManifestFormat format(long manifest) {
        return manifests.format(manifest);
    }

    @Override
    public List<LedgerFolder> findByState(long manifest, FolderState state, int limit) {
        return folders.inState(manifest, state, LedgerFolder.TARGET, Long.MAX_VALUE, limit);
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
                after -> folders.inStates(manifest, states, after, Long.MAX_VALUE, PAGE),
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
