package io.github.pantree.ledger.jdbc;

import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ManifestRegistry;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.ledger.tree.StagedRows;
import io.github.pantree.ledger.tree.TreeBuilder;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Stages rows in memory, and inserts the folders of a valid manifest into the database. */
final class JdbcManifestRegistry implements ManifestRegistry {

    private static final int PROBLEM_BATCH = 5_000;

    private final JdbcTemplate jdbc;
    private final Dialect dialect;
    private final TransactionTemplate ownTransaction;
    private final ManifestTable manifests;
    private final JdbcProblems problems;
    private final LossDetector lossDetector;
    private @Nullable StagedRows staging;

    JdbcManifestRegistry(
            JdbcTemplate jdbc,
            Dialect dialect,
            TransactionTemplate ownTransaction,
            ManifestTable manifests,
            JdbcProblems problems,
            LossDetector lossDetector) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.ownTransaction = ownTransaction;
        this.manifests = manifests;
        this.problems = problems;
        this.lossDetector = lossDetector;
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
}
