package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.AccountTree.KnownChild;
import io.github.pantree.ledger.LedgerFolder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the account's tree from the folders of all manifests: {@code tree_parent} contains the rows of a remote folder,
 * and their numbers lead to the rows of its children.
 */
final class TreeRows {

    /** No manifest has this number. */
    static final long NONE = -1;

    /** Every manifest has its own rows of existing folders; in older ones than these, each is read once. */
    private static final int LATEST_MANIFESTS = 20;

    private static final String LATEST = "(select distinct l.manifest_id from tree_parent l"
            + " join manifest n on n.id = l.manifest_id where l.dir_key = ? and n.base_url = ?"
            + " and (n.account is null or n.account = ?)"
            + " order by l.manifest_id desc fetch first " + LATEST_MANIFESTS + " rows only)";

    /** The rows of a remote folder in all manifests of an account except one. */
    private static final String ROWS = "from tree_parent t join manifest m on m.id = t.manifest_id"
            + " join folder p on p.manifest_id = t.manifest_id and p.number = t.number%s"
            + " where t.dir_key = ? and p.dir_id = ? and t.manifest_id <> ? and m.base_url = ?"
            + " and (m.account is null or m.account = ?)";

    static final int KEY = 200;

    /** A UUID precedes it. */
    private static final int DELETED_KEY = KEY - 36;

    /** Identifies the account. */
    record Scope(String baseUrl, @Nullable String account) {

        /** No account has an empty name. */
        String accountOrNone() {
            return Objects.requireNonNullElse(account, "");
        }

        /** The key of a deleted folder: what one account cannot find may be a folder of another one. */
        String deletedKey(DirId dirId) {
            String value = dirId.value();
            return deletedPrefix() + value.substring(0, Math.min(value.length(), DELETED_KEY));
        }

        String deletedPrefix() {
            return UUID.nameUUIDFromBytes((baseUrl + '\n' + accountOrNone()).getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }

    private final JdbcTemplate jdbc;
    private final RowStreamer streaming;

    TreeRows(JdbcTemplate jdbc, RowStreamer streaming) {
        this.jdbc = jdbc;
        this.streaming = streaming;
    }

    static String key(String dirId) {
        return dirId.length() <= KEY ? dirId : dirId.substring(0, KEY);
    }

    /** @param own the asking manifest */
    void forEachKnownChild(Scope scope, long own, DirId parent, Consumer<KnownChild> each) {
        Set<String> deleted = deletedChildren(scope, parent);
        List<Object> parameters = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        for (FolderState state : FolderState.values()) {
            queries.add("select " + children(scope, own, parent, state, parameters));
            if (state == FolderState.EXISTED) {
                queries.add("select distinct " + existingInOlder(scope, own, parent, parameters));
            }
        }
        streaming.forEachRow(
                String.join(" union all ", queries),
                rs -> {
                    if (rs.getString(2) == null || !deleted.contains(rs.getString(2))) {
                        each.accept(child(rs));
                    }
                },
                parameters.toArray());
    }

    /** Those of the children that other manifests created, and that are not in doubt. */
    Set<DirId> createdByOthers(Scope scope, long own, DirId parent, Set<DirId> children) {
        String created = " join folder c on c.manifest_id = p.manifest_id and c.state = 'CREATED' and not c.in_doubt"
                + " and c.number between p.first_child and p.last_child";
        Set<DirId> found = new HashSet<>();
        streaming.forEachRow(
                "select c.dir_id " + ROWS.formatted(created),
                rs -> {
                    DirId dirId = FolderRows.dirId(rs.getString(1));
                    if (dirId != null && children.contains(dirId)) {
                        found.add(dirId);
                    }
                },
                rows(scope, parent, own).toArray());
        return found;
    }

    /** The messages with which other manifests gave up a child. */
    List<String> failures(Scope scope, long own, DirId parent, String name) {
        String failed = " join folder c on c.manifest_id = p.manifest_id and c.state = 'FAILED' and c.name = ?"
                + " and c.message is not null and c.number between p.first_child and p.last_child";
        List<Object> parameters = new ArrayList<>(List.of(name));
        parameters.addAll(rows(scope, parent, own));
        return jdbc.queryForList("select c.message " + ROWS.formatted(failed), String.class, parameters.toArray());
    }

    /** One state at a time, in index order. */
    private static String children(Scope scope, long own, DirId parent, FolderState state, List<Object> parameters) {
        String condition = switch (state) {
            case EXISTED -> " and t.manifest_id in " + LATEST;
            case CREATED, SENT -> "";
            default -> " and (c.in_doubt or c.dir_id is not null)";
        };
        addParameters(scope, own, parent, state, parameters);
        return inState(state, condition);
    }

    private static String existingInOlder(Scope scope, long own, DirId parent, List<Object> parameters) {
        addParameters(scope, own, parent, FolderState.EXISTED, parameters);
        return inState(FolderState.EXISTED, " and t.manifest_id not in " + LATEST);
    }

    private static void addParameters(Scope scope, long own, DirId parent, FolderState state, List<Object> parameters) {
        parameters.add(own);
        parameters.addAll(rows(scope, parent, NONE));
        if (state == FolderState.EXISTED) {
            parameters.addAll(List.of(key(parent.value()), scope.baseUrl(), scope.accountOrNone()));
        }
    }

    private static String inState(FolderState state, String condition) {
        String children = " join folder c on c.manifest_id = p.manifest_id and c.state = '" + state.name()
                + "' and c.number between p.first_child and p.last_child";
        return "c.name, c.dir_id, t.manifest_id = cast(? as bigint), c.message " + ROWS.formatted(children) + condition;
    }

    private static List<Object> rows(Scope scope, DirId parent, long except) {
        return List.of(key(parent.value()), parent.value(), except, scope.baseUrl(), scope.accountOrNone());
    }

    /**
     * A folder without a dirID is in doubt. A run that checks everything again keeps the dirID until it has looked the
     * folder up.
     */
    private static KnownChild child(ResultSet rs) throws SQLException {
        return new KnownChild(
                rs.getString(1),
                FolderRows.dirId(rs.getString(2)),
                rs.getBoolean(3),
                LedgerFolder.adoption(rs.getString(4)));
    }

    boolean isAnyDeleted() {
        return !jdbc.queryForList("select 1 from deleted_folder fetch first 1 rows only")
                .isEmpty();
    }

    /** Few, if any: only deleted folders that manifests still contain. */
    private Set<String> deletedChildren(Scope scope, DirId parent) {
        if (!isAnyDeleted()) {
            return Set.of();
        }
        String deleted = " join folder c on c.manifest_id = p.manifest_id"
                + " and c.number between p.first_child and p.last_child"
                + " join deleted_folder d on d.dir_key = ? || left(c.dir_id, " + DELETED_KEY + ")"
                + " and d.dir_id = c.dir_id";
        List<Object> parameters = new ArrayList<>(List.of(scope.deletedPrefix()));
        parameters.addAll(rows(scope, parent, NONE));
        return new HashSet<>(
                jdbc.queryForList("select d.dir_id " + ROWS.formatted(deleted), String.class, parameters.toArray()));
    }

    /** Whether other manifests have children of this remote folder. */
    boolean isKnown(Scope scope, long except, DirId folder) {
        return !jdbc.queryForList(
                        "select 1 " + ROWS.formatted("") + " fetch first 1 rows only",
                        rows(scope, folder, except).toArray())
                .isEmpty();
    }
}
