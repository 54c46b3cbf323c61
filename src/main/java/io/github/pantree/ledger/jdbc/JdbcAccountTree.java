package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The account's tree as a view on the folders of all manifests: {@code tree_parent} finds the rows of a remote folder,
 * whose numbers give the rows of its children.
 */
final class JdbcAccountTree implements AccountTree {

    static final String INSERT_PARENT = "insert into tree_parent (dir_key, manifest_id, number) values (?, ?, ?)";

    private static final String ADD_PARENT = "insert into tree_parent (dir_key, manifest_id, number)"
            + " select cast(? as varchar(200)), f.manifest_id, f.number from folder f"
            + " where f.manifest_id = ? and f.number = ? and f.first_child is not null"
            + " and not exists (select 1 from tree_parent t"
            + " where t.dir_key = ? and t.manifest_id = f.manifest_id and t.number = f.number)";

    /** Of folders that only exist, each manifest has a row; these many of the latest ones know all that is there. */
    private static final int MANIFESTS_WITH_EXISTING = 20;

    /** The rows of a remote folder in the manifests of the account except one. */
    private static final String ROWS = "from tree_parent t join manifest m on m.id = t.manifest_id"
            + " join folder p on p.manifest_id = t.manifest_id and p.number = t.number"
            + " where t.dir_key = ? and p.dir_id = ? and t.manifest_id <> ?"
            + " and m.base_url = (select base_url from manifest where id = ?) and (m.account is null"
            + " or m.account = (select coalesce(own.account, m.account) from manifest own where own.id = ?))";

    private static final int KEY = 200;
    private static final long NONE = -1;

    private final JdbcTemplate jdbc;
    private final RowStreamer streaming;
    private final FencingToken fence;
    private final TransactionTemplate ownTransaction;
    private final FolderRows folders;
    private final ParentClaims claims;

    JdbcAccountTree(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Dialect dialect,
            FencingToken fence,
            TransactionTemplate ownTransaction) {
        this.jdbc = jdbc;
        this.streaming = new RowStreamer(jdbc, transactions);
        this.fence = fence;
        this.ownTransaction = ownTransaction;
        this.folders = new FolderRows(jdbc);
        this.claims = new ParentClaims(jdbc, dialect, fence, ownTransaction);
    }

    static String key(String dirId) {
        return dirId.length() <= KEY ? dirId : dirId.substring(0, KEY);
    }

    /** To be called in the transaction that records that they exist. */
    void addParents(long manifest, Collection<FolderUpdate> updates) {
        List<Object[]> rows = new ArrayList<>();
        for (FolderUpdate update : updates) {
            DirId dirId = update.dirId();
            if (dirId != null && update.mayHaveChildren() && update.state().exists()) {
                String key = key(dirId.value());
                rows.add(new Object[] {key, manifest, update.number(), key});
            }
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(ADD_PARENT, rows);
        }
    }

    /** To be called in the transaction of the intents. */
    void markSentAgain(long manifest, Collection<Long> numbers) {
        if (!numbers.isEmpty()) {
            jdbc.batchUpdate(
                    "insert into folder_sent_again (manifest_id, number)"
                            + " select f.manifest_id, f.number from folder f where f.manifest_id = ? and f.number = ?"
                            + " and not exists (select 1 from folder_sent_again s"
                            + " where s.manifest_id = f.manifest_id and s.number = f.number)",
                    numbers.stream()
                            .distinct()
                            .map(number -> new Object[] {manifest, number})
                            .toList());
        }
    }

    @Override
    public void setAccount(long manifest, String account) {
        jdbc.update(
                "update manifest set account = ? where id = ? and (account is null or account <> ?)",
                account,
                manifest,
                account);
    }

    @Override
    public void forEachKnownChild(long manifest, DirId parent, Consumer<KnownChild> each) {
        Set<String> deleted = deletedChildren(manifest, parent);
        List<Object> parameters = new ArrayList<>();
        String sql = Arrays.stream(FolderState.values())
                .map(state -> children(manifest, parent, state, parameters))
                .collect(Collectors.joining(" union all "));
        streaming.forEachRow(
                sql,
                rs -> {
                    if (rs.getString(2) == null || !deleted.contains(rs.getString(2))) {
                        each.accept(child(rs, manifest));
                    }
                },
                parameters.toArray());
    }

    /** One state at a time, in the order of the index. */
    private static String children(long manifest, DirId parent, FolderState state, List<Object> parameters) {
        String condition =
                switch (state) {
                    case CREATED, SENT -> "";
                    case EXISTED ->
                        " and t.manifest_id in (select l.manifest_id from tree_parent l where l.dir_key = ?"
                                + " order by l.manifest_id desc fetch first " + MANIFESTS_WITH_EXISTING
                                + " rows only)";
                    case PENDING, FAILED, BLOCKED -> " and c.in_doubt";
                };
        parameters.addAll(rows(manifest, parent, NONE));
        if (state == FolderState.EXISTED) {
            parameters.add(key(parent.value()));
        }
        String from = ROWS.replace(
                " where t.dir_key",
                " join folder c on c.manifest_id = p.manifest_id and c.state = '" + state.name()
                        + "' and c.number between p.first_child and p.last_child where t.dir_key");
        return "select c.name, c.dir_id, c.state, t.manifest_id " + from + condition;
    }

    private static List<Object> rows(long manifest, DirId parent, long except) {
        return List.of(key(parent.value()), parent.value(), except, manifest, manifest);
    }

    /** Without its dirID, it is in doubt. */
    private static KnownChild child(ResultSet rs, long manifest) throws SQLException {
        boolean exists = FolderState.valueOf(rs.getString(3)).exists();
        return new KnownChild(
                rs.getString(1),
                exists ? FolderRows.dirId(rs.getString(2)) : null,
                rs.getLong(4) == manifest);
    }

    /** Few, if any: only those that the manifests still know. */
    private Set<String> deletedChildren(long manifest, DirId parent) {
        Long any = jdbc.queryForObject("select count(*) from deleted_folder", Long.class);
        if (any == null || any == 0) {
            return Set.of();
        }
        return new HashSet<>(jdbc.queryForList(
                "select d.dir_id " + ROWS.replace(
                                " where t.dir_key",
                                " join folder c on c.manifest_id = p.manifest_id"
                                        + " and c.number between p.first_child and p.last_child"
                                        + " join deleted_folder d on d.dir_key = left(c.dir_id, " + KEY
                                        + ") and d.dir_id = c.dir_id where t.dir_key"),
                String.class,
                rows(manifest, parent, NONE).toArray()));
    }

    @Override
    public boolean isKnownToOthers(long manifest, DirId folder) {
        return !jdbc.queryForList(
                        "select 1 " + ROWS + " fetch first 1 rows only",
                        Integer.class,
                        rows(manifest, folder, manifest).toArray())
                .isEmpty();
    }

    @Override
    public void markDeleted(Collection<DirId> deleted) {
        List<Object[]> rows = deleted.stream()
                .distinct()
                .map(dirId -> new Object[] {dirId.value(), key(dirId.value())})
                .toList();
        durably(() -> jdbc.batchUpdate("insert into deleted_folder (dir_id, dir_key) values (?, ?)", rows));
    }

    @Override
    public boolean isShared() {
        return claims.areNeeded();
    }

    @Override
    public Map<DirId, Claim> claim(long manifest, Collection<DirId> parents) {
        return claims.claim(scope(manifest), parents);
    }

    @Override
    public void release(long manifest, Collection<DirId> parents) {
        claims.release(scope(manifest), parents);
    }

    /** Only roots need it: dirIDs are unique. */
    private String scope(long manifest) {
        return Objects.requireNonNullElse(
                jdbc.queryForObject(
                        "select base_url || ' ' || coalesce(account, '') from manifest where id = ?",
                        String.class,
                        manifest),
                "");
    }

    @Override
    public List<SentAgain> sentAgain(long manifest, long after, int limit) {
        List<LedgerFolder> found = folders.select(
                "f where manifest_id = ? and number > ? and state = 'CREATED'"
                        + " and exists (select 1 from folder_sent_again s where s.manifest_id = f.manifest_id"
                        + " and s.number = f.number) order by manifest_id, number fetch first ? rows only",
                manifest,
                after,
                limit);
        List<SentAgain> sent = new ArrayList<>();
        for (LedgerFolder folder : found) {
            DirId parent = dirId(manifest, folder.parentNumber());
            if (parent != null) {
                sent.add(new SentAgain(folder, parent));
            }
        }
        return sent;
    }

    private @Nullable DirId dirId(long manifest, long number) {
        return FolderRows.dirId(jdbc.queryForObject(
                "select dir_id from folder where manifest_id = ? and number = ?", String.class, manifest, number));
    }

    @Override
    public void markSingle(long manifest, Collection<Long> numbers) {
        durably(() -> jdbc.batchUpdate(
                "delete from folder_sent_again where manifest_id = ? and number = ?",
                numbers.stream()
                        .map(number -> new Object[] {manifest, number})
                        .toList()));
    }

    private void durably(Runnable statements) {
        ownTransaction.executeWithoutResult(status -> {
            fence.check(jdbc);
            statements.run();
        });
    }
}
