package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree.KnownChild;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.RecordedTree;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Reads the tables of the ledger through a separate connection. */
public final class JdbcRecordedTree implements RecordedTree {

    private static final Logger log = LoggerFactory.getLogger(JdbcRecordedTree.class);

    private final SingleConnectionDataSource database;
    private final JdbcTemplate jdbc;
    private final TreeRows rows;

    private JdbcRecordedTree(SingleConnectionDataSource database) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.rows = new TreeRows(jdbc, new RowStreamer(jdbc, new JdbcTransactionManager(database)));
    }

    /** Empty if the database cannot be read, or does not have the tables of this version. */
    public static Optional<RecordedTree> open(String url, @Nullable String user, @Nullable String password) {
        SingleConnectionDataSource database = new SingleConnectionDataSource();
        database.setUrl(url);
        database.setSuppressClose(true);
        if (user != null) {
            database.setUsername(user);
        }
        if (password != null) {
            database.setPassword(password);
        }
        JdbcRecordedTree tree = new JdbcRecordedTree(database);
        try {
            tree.jdbc.queryForList("select 1 from tree_parent fetch first 1 rows only");
            return Optional.of(tree);
        } catch (DataAccessException e) {
            log.debug("There is nothing to read", e);
            tree.close();
            return Optional.empty();
        }
    }

    @Override
    public boolean isComplete(ProvisioningTarget target, String account) {
        return ManifestTable.find(jdbc, target, account)
                .filter(this::isComplete)
                .isPresent();
    }

    private boolean isComplete(long manifest) {
        return !jdbc.queryForList(
                        "select 1 from manifest m where m.id = ?"
                                + " and m.resolved and m.folders > 0 and not exists (select 1 from folder f"
                                + " where f.manifest_id = m.id and f.number > 0"
                                + " and f.state in ('PENDING', 'SENT', 'FAILED', 'BLOCKED'))",
                        manifest)
                .isEmpty();
    }

    @Override
    public void forEachKnownChild(String baseUrl, String account, DirId parent, Consumer<KnownChild> each) {
        rows.forEachKnownChild(new TreeRows.Scope(baseUrl, account), TreeRows.NONE, parent, each);
    }

    @Override
    public void close() {
        database.destroy();
    }
}
