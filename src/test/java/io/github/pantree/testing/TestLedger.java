package io.github.pantree.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.config.LedgerConfiguration;
import io.github.pantree.support.CellCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;

/**
 * A real ledger in an H2 file, for any number of manifests. As a static extension, it is created in a temporary
 * directory before the tests of a class.
 */
public final class TestLedger implements AutoCloseable, BeforeAllCallback, AfterAllCallback {

    private HikariDataSource database;
    private AnnotationConfigApplicationContext context;
    private Ledger ledger;
    private @Nullable Path temporary;
    private int manifests;

    /** An extension. */
    @SuppressWarnings("NullAway.Init") // before all tests
    public TestLedger() {}

    /** Creates the database in a directory without one. */
    public TestLedger(Path home) {
        open(home);
    }

    private void open(Path home) {
        database = new HikariDataSource();
        database.setJdbcUrl("jdbc:h2:file:" + home.resolve("ledger"));
        database.setMinimumIdle(1);
        context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database));
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(database));
        context.register(LedgerConfiguration.class);
        context.refresh();
        LedgerConfiguration.migrate(database, null);
        ledger = context.getBean(Ledger.class);
        manifests = 0;
    }

    @Override
    public void beforeAll(ExtensionContext tests) throws IOException {
        temporary = Files.createTempDirectory("ledger");
        open(temporary);
    }

    @Override
    public void afterAll(ExtensionContext tests) throws IOException {
        close();
        FileSystemUtils.deleteRecursively(temporary);
    }

    public Ledger ledger() {
        return ledger;
    }

    /** The results of comparisons with the remote tree. */
    public VerificationStore checks() {
        return context.getBean(VerificationStore.class);
    }

    /**
     * Adds a manifest below the folder {@code top}.
     *
     * @param paths one per row, such as {@code /a/b}, or {@code dirId:/b} for a row with its parent's dirID; parents
     *     need no row
     * @return its number; the first row is line 2
     */
    public long manifest(String... paths) {
        return manifest(new DirId("top"), paths);
    }

    /** Like {@link #manifest(String...)}, below another folder. */
    public long manifest(DirId target, String... paths) {
        return manifest("http://localhost/" + (manifests + 1), target, paths);
    }

    /** Like {@link #manifest(DirId, String...)}, for an account that may have other manifests. */
    public long manifest(String baseUrl, DirId target, String... paths) {
        return manifest(baseUrl, "account", target, paths);
    }

    /** Like {@link #manifest(String, DirId, String...)}, for one of several accounts of a server. */
    public long manifest(String baseUrl, String account, DirId target, String... paths) {
        return manifest(new ProvisioningTarget("hash-" + ++manifests, baseUrl, target), account, paths);
    }

    /** Like {@link #manifest(String, String, DirId, String...)}, for a known target. */
    public long manifest(ProvisioningTarget target, String account, String... paths) {
        long manifest = ledger.manifests().register(target, account);
        ledger.manifests().clearStaging(manifest);
        ledger.manifests().stage(manifest, rows(List.of(paths)), List.of());
        if (!ledger.manifests().buildTree(manifest)) {
            throw new IllegalArgumentException("No tree: " + List.of(paths));
        }
        return manifest;
    }

    private static List<StagedRow> rows(List<String> paths) {
        List<StagedRow> rows = new ArrayList<>();
        Set<String> passed = new LinkedHashSet<>();
        for (int i = 0; i < paths.size(); i++) {
            rows.add(row(i + 2L, paths.get(i)));
            for (String parent = parent(paths.get(i)); !parent.isEmpty(); parent = parent(parent)) {
                passed.add(parent);
            }
        }
        passed.removeIf(paths::contains);
        passed.stream().filter(path -> !path.endsWith(":")).forEach(path -> rows.add(row(null, path)));
        return rows;
    }

    private static StagedRow row(@Nullable Long line, String path) {
        String parent = parent(path);
        String given = parent.endsWith(":") ? parent.substring(0, parent.length() - 1) : null;
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new StagedRow(
                line, 1, 1, path, parent, given, name, line == null ? null : CellCodec.encode(List.of(path)));
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The recorded folder of a path. */
    public LedgerFolder folder(long manifest, String path) {
        return folders(manifest).stream()
                .filter(folder -> folder.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** All folders of a manifest, parents before children. */
    public List<LedgerFolder> folders(long manifest) {
        List<LedgerFolder> folders = new ArrayList<>();
        ledger.report().forEachFolder(manifest, (folder, parent) -> folders.add(folder));
        return folders;
    }

    /** The recorded states by path. */
    public Map<String, FolderState> states(long manifest) {
        Map<String, FolderState> states = new LinkedHashMap<>();
        folders(manifest).forEach(folder -> states.put(folder.path(), folder.state()));
        return states;
    }

    /** Records the outcome of a folder, as an earlier run or step would. */
    public void ended(long manifest, String path, FolderState state, @Nullable String dirId, @Nullable String message) {
        DirId id = dirId == null ? null : new DirId(dirId);
        ledger.folders()
                .saveOutcomes(
                        manifest,
                        List.of(new FolderUpdate(folder(manifest, path).number(), state, false, id, message, null)));
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
