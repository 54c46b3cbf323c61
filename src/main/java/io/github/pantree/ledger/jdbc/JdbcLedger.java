package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.ledger.tree.StagedRows;
import io.github.pantree.ledger.tree.TreeBuilder;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in the database of the job repository: staging and durable writes. */
public final class JdbcLedger extends JdbcLedgerQueries {

    private static final int MESSAGE = 4_000;
    private static final int TRACE_ID = 400;
    private static final int PROBLEM_BATCH = 5_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate ownTransaction;
    private final Dialect dialect;
    private final FencedTransaction fenced;
    private final ManifestTable manifests;
    private final JdbcAccountTree tree;
    private final LossDetector lossDetector;
    private final FolderResets resets;
    private @Nullable StagedRows staging;

    public JdbcLedger(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Dialect dialect,
            FencingToken fencingToken,
            LossDetector lossDetector) {
        super(jdbc, transactions);
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.fenced = new FencedTransaction(jdbc, fencingToken, ownTransaction);
        this.manifests = new ManifestTable(jdbc, dialect, ownTransaction);
        this.tree = new JdbcAccountTree(jdbc, transactions, dialect, fenced);
        this.lossDetector = lossDetector;
        this.resets = new FolderResets(jdbc);
    }

    @Override
    AccountTree tree() {
        return tree;
    }

    @Override
    public long register(ProvisioningTarget target, String account) {
        return manifests.register(target, account);
    }

    @Override
    public boolean isResolved(long manifest) {
        return manifests.isResolved(manifest);
    }

    @Override
    public void saveFormat(long manifest, ManifestFormat format) {
        manifests.saveFormat(manifest, format);
    }

    @Override
    public ManifestFormat format(long manifest) {
        return manifests.format(manifest);
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
            if (staging != null) {
                staging.close();
            }
            staging = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StagedRows staging() {
        StagedRows open = staging;
        if (open == null) {
            throw new IllegalStateException("Nothing was staged in this process");
        }
        return open;
    }

    @Override
    public void stage(long manifest, List<StagedRow> rows, List<Problem> found) {
        List<Problem> all = new ArrayList<>(found);
        staging().add(rows, all::add);
        problems.add(manifest, all);
    }

    @Override
    public boolean buildTree(long manifest) {
        TreeBuilder tree = new TreeBuilder(staging(), manifests.parentColumn(manifest));
        saveProblems(manifest, tree);
        boolean valid = !problems.isAny(manifest);
        if (valid) {
            new FolderTreeInserter(jdbc, dialect, ownTransaction, manifest).insert(tree);
            lossDetector.distrust(manifest);
        }
        endStaging();
        return valid;
    }

    /** In batches of some thousand, since every row may have a problem. */
    private void saveProblems(long manifest, TreeBuilder tree) {
        List<Problem> batch = new ArrayList<>();
        tree.findProblems(problem -> {
            batch.add(problem);
            if (batch.size() == PROBLEM_BATCH) {
                problems.add(manifest, batch);
                batch.clear();
            }
        });
        if (staging().folders() == 0 && !problems.isAny(manifest)) {
            batch.add(Problem.of(1, 1, "file.rows", ""));
        }
        problems.add(manifest, batch);
    }

    @Override
    public void resetForRerun(long manifest, Set<Long> alone) {
        durably(() -> {
            resets.forRerun(manifest, alone);
            tree.resetSentAgain(manifest, alone);
            unlistedParents.reset(manifest);
        });
    }

    @Override
    public void resetForRecheck(long manifest) {
        durably(() -> resets.forRecheck(manifest));
    }

    @Override
    public void markAllExisting(long manifest) {
        durably(() ->
                jdbc.update("update folder set state = 'EXISTED' where manifest_id = ? and number > 0", manifest));
    }

    @Override
    public void markSent(long manifest, Collection<Long> numbers, Map<Long, Set<DirId>> again) {
        durably(() -> {
            updateRanges(
                    "update folder set state = 'SENT', dir_id = null where manifest_id = ? and number between ? and ?",
                    manifest,
                    numbers);
            tree.markSentAgain(manifest, again);
            lossDetector.raise();
        });
        lossDetector.persist();
    }

    @Override
    public void markListed(long manifest, Collection<Long> numbers) {
        durably(() -> updateRanges(
                "update folder set looked = true where manifest_id = ? and number between ? and ?", manifest, numbers));
    }

    /** @param sql has the parameters manifest, first number and last number */
    private void updateRanges(String sql, long manifest, Collection<Long> numbers) {
        List<Object[]> ranges = Ranges.of(numbers).stream()
                .map(range -> new Object[] {manifest, range.first(), range.last()})
                .toList();
        jdbc.batchUpdate(sql, ranges);
    }

    @Override
    public void saveOutcomes(long manifest, Collection<FolderUpdate> updates) {
        List<Object[]> rows =
                updates.stream().map(update -> parameters(manifest, update)).toList();
        durably(() -> {
            jdbc.batchUpdate(
                    "update folder set state = ?, in_doubt = ?, dir_id = ?, message = ?, trace_id = ?"
                            + " where manifest_id = ? and number = ?",
                    rows);
            tree.saveOutcomes(manifest, updates);
        });
    }

    @SuppressWarnings("NullAway") // JDBC uses null for a column without a value
    private static Object[] parameters(long manifest, FolderUpdate update) {
        DirId dirId = update.dirId();
        return new Object[] {
            update.state().name(),
            update.inDoubt(),
            dirId == null ? null : dirId.value(),
            Truncation.truncate(MESSAGE, update.message()),
            Truncation.truncate(TRACE_ID, update.traceId()),
            manifest,
            update.number()
        };
    }

    @Override
    public void blockBelowFailed(long manifest) {
        String nextLevel = "update folder f set state = 'BLOCKED', in_doubt = (in_doubt or state = 'SENT'), message ="
                + " (select case when p.state = 'FAILED' then left(? || p.path || ? || coalesce(p.message, ''), "
                + MESSAGE + ")"
                + " else p.message end from folder p"
                + " where p.manifest_id = f.manifest_id and p.number = f.parent_number)"
                + " where f.manifest_id = ? and f.state in ('PENDING', 'SENT')"
                + " and exists (select 1 from folder p where p.manifest_id = f.manifest_id"
                + " and p.number = f.parent_number and p.state in ('FAILED', 'BLOCKED'))";
        String[] aroundPath = Messages.format("row.blocked", "\n", "").split("\n", 2);
        durably(() -> {
            int blocked;
            do {
                blocked = jdbc.update(nextLevel, aroundPath[0], aroundPath[1], manifest);
            } while (blocked > 0);
        });
    }

    /** See {@link FencedTransaction#run}. */
    private void durably(Runnable statements) {
        fenced.run(statements);
    }

    @Override
    public void markForDeletion(long manifest) {
        manifests.markForDeletion(manifest);
    }

    @Override
    public void deleteMarked() {
        manifests.deleteMarked();
    }

    @Override
    public void recoverFromLoss() {
        lossDetector.recover();
    }

    @Override
    public void compact() {
        dialect.compact(jdbc);
    }

    @Override
    public long size() {
        return dialect.size(jdbc);
    }
}
