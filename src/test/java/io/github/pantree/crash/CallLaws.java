package io.github.pantree.crash;

import io.github.pantree.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must be true whenever a mkdir call arrives at the server: no other process creates folders below the same parent
 * at that time, and, where the test can read the database, the intent to send each folder and the parent's dirID are
 * durable.
 */
final class CallLaws implements AutoCloseable {

    private static final String DURABLE = "select count(distinct f.name) from folder f join folder p"
            + " on p.manifest_id = f.manifest_id and p.number = f.parent_number"
            + " where f.name = any(?) and f.state = 'SENT' and coalesce(p.dir_id, '') = ?"
            + " and (p.number <= 0 or p.state in ('CREATED', 'EXISTED'))";

    private final @Nullable Connection database;
    /** The processes with calls in flight below a parent, as often as they have calls. */
    private final Map<String, Map<Process, Integer>> inFlight = new HashMap<>();

    private final Set<String> problems = new TreeSet<>();

    /** @param postgres the database of the processes; null if only they can read it */
    CallLaws(@Nullable TestPostgres postgres) throws SQLException {
        database = postgres == null ? null : DriverManager.getConnection(postgres.url() + "&currentSchema=pantree");
    }

    synchronized void arrived(Process process, String parentDirId, List<String> names) {
        Map<Process, Integer> senders = inFlight.computeIfAbsent(parentDirId, parent -> new HashMap<>());
        if (senders.keySet().stream().anyMatch(sender -> !sender.equals(process) && sender.isAlive())) {
            problems.add(
                    "two processes send folders below \"%s\" at once, the second one %s".formatted(parentDirId, names));
        }
        senders.merge(process, 1, Integer::sum);
        try {
            if (database != null && !isDurable(database, parentDirId, names)) {
                problems.add("sent below \"%s\" before it was durable: %s".formatted(parentDirId, names));
            }
        } catch (SQLException e) {
            problems.add(e.toString());
        }
    }

    private static boolean isDurable(Connection database, String parentDirId, List<String> names) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(DURABLE)) {
            statement.setArray(1, database.createArrayOf("varchar", names.toArray()));
            statement.setString(2, parentDirId);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1) == Set.copyOf(names).size();
            }
        }
    }

    synchronized void ended(Process process, String parentDirId) {
        inFlight.get(parentDirId).computeIfPresent(process, (p, calls) -> calls == 1 ? null : calls - 1);
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() throws SQLException {
        if (database != null) {
            database.close();
        }
    }
}
