package io.github.pantree.report;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.config.LedgerConfiguration;
import io.github.pantree.support.CellCodec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** A real ledger in a database file, with one manifest. */
final class LedgerFile implements AutoCloseable {

    private final JdbcConnectionPool database;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final long manifest;

    LedgerFile(Path folder) {
        database = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("ledger"), "", "");
        context.registerBean(DataSource.class, () -> database);
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database));
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(database));
        context.register(LedgerConfiguration.class);
        context.refresh();
        LedgerConfiguration.migrate(database, null);
        manifest = ledger().manifests().register(new ProvisioningTarget("hash", "url", new DirId("top")), "account");
    }

    Ledger ledger() {
        return context.getBean(Ledger.class);
    }

    VerificationStore checks() {
        return context.getBean(VerificationStore.class);
    }

    long manifest() {
        return manifest;
    }

    /** Resolves the manifest with these rows, which have the given columns. */
    void resolve(ManifestFormat columns, StagedRow... rows) {
        ledger().manifests().saveFormat(manifest, columns);
        ledger().manifests().clearStaging(manifest);
        ledger().manifests().stage(manifest, Arrays.asList(rows), List.of());
        if (!ledger().manifests().buildTree(manifest)) {
            throw new AssertionError("The rows are not a tree");
        }
    }

    /** A row of the format {@code key,parent_key,name} whose name is its key, with a note in the user's own column. */
    static StagedRow row(long line, String key, String parentKey, String note) {
        return new StagedRow(
                line, 3, 1, key, parentKey, null, key, CellCodec.encode(List.of(key, parentKey, key, note)));
    }

    @Override
    public void close() {
        context.close();
        database.dispose();
    }
}
