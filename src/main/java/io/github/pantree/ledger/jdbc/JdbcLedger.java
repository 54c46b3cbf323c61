package io.github.pantree.ledger.jdbc;

import io.github.pantree.ledger.Ledger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Connects the parts of a ledger in the database of the job repository. */
public final class JdbcLedger {

    private JdbcLedger() {}

    /**
     * The ledger of a process.
     *
     * @param fencingToken is checked in each transaction that records intents or outcomes
     */
    public static Ledger of(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Dialect dialect,
            FencingToken fencingToken,
            LossDetector lossDetector) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        FencedTransaction fenced = new FencedTransaction(jdbc, fencingToken, own);
        RowStreamer streaming = new RowStreamer(jdbc, transactions);
        ManifestTable manifests = new ManifestTable(jdbc, dialect);
        JdbcProblems problems = new JdbcProblems(jdbc, streaming);
        JdbcAccountTree tree = new JdbcAccountTree(jdbc, streaming, dialect, fenced);
        return new Ledger(
                new JdbcManifestRegistry(jdbc, dialect, own, manifests, problems, lossDetector),
                new JdbcFolderStore(jdbc, fenced, tree, lossDetector),
                tree,
                new JdbcLedgerReport(jdbc, manifests, problems),
                new JdbcLedgerMaintenance(jdbc, dialect, own, lossDetector));
    }
}
