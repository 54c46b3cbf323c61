package io.github.pantree.ledger.postgres;

import io.github.pantree.ledger.jdbc.BatchRepositoryMigration;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Migrates a database on a server, one process at a time. An environment variable may be meant for another program: if
 * the database contains other tables, nothing is changed unless there is a schema for pantree.
 */
public final class PostgresMigration {

    private static final long LOCK = AdvisoryLocks.key("pantree migration");
    private static final String HISTORY = "flyway_schema_history";

    private final PostgresDatabase server;

    public PostgresMigration(PostgresDatabase server) {
        this.server = server;
    }

    public void migrate(Flyway flyway) {
        try (DedicatedConnection connection = server.connect()) {
            JdbcTemplate jdbc = connection.jdbc();
            refusePooler(connection);
            // The other processes wait while some tables are created. The lock is released with the connection.
            while (!connection.tryLock(LOCK)) {
                jdbc.execute("select pg_sleep(0.1)");
            }
            refuseEncoding(jdbc);
            refuseOthers(jdbc);
            flyway.migrate();
            connection.unlock(LOCK);
        }
    }

    /**
     * Behind a pooler that gives each transaction another connection, two connections share a backend, or one changes
     * it; locks of a session would belong to other processes then.
     */
    private void refusePooler(DedicatedConnection first) {
        try (DedicatedConnection second = server.connect()) {
            Set<Long> backends = new HashSet<>(List.of(first.backend(), second.backend()));
            boolean shared = backends.size() < 2;
            backends.addAll(List.of(first.backend(), first.backend(), second.backend()));
            if (shared || backends.size() > 2) {
                throw InvalidSettingException.of("spring.datasource.url", server.shown(), "pooler");
            }
        }
    }

    /** Only this encoding can represent every name. */
    private void refuseEncoding(JdbcTemplate jdbc) {
        String encoding = jdbc.queryForObject("select current_setting('server_encoding')", String.class);
        if (!"UTF8".equals(encoding)) {
            throw InvalidSettingException.of("spring.datasource.url", server.shown(), "utf8", String.valueOf(encoding));
        }
    }

    private void refuseOthers(JdbcTemplate jdbc) {
        List<String> tables = tables(jdbc, "n.nspname = ?", server.schema());
        boolean ours = tables.contains(HISTORY) && isOurs(jdbc);
        boolean schemaExists = !jdbc.queryForList("select 1 from pg_namespace where nspname = ?", server.schema())
                .isEmpty();
        List<String> others = ours
                ? List.of()
                : schemaExists
                        ? tables.stream()
                                .filter(table -> !table.equals(HISTORY))
                                .toList()
                        : tables(
                                jdbc,
                                "n.nspname <> ? and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'",
                                server.schema());
        if (!others.isEmpty()) {
            throw new InvalidSettingException(
                    "spring.datasource.url",
                    server.shown(),
                    Messages.format("setting.foreign.rule", others.get(0), server.schema()),
                    Messages.format(
                            schemaExists ? "setting.foreign.schema" : "setting.foreign.remedy",
                            schemaExists ? "currentSchema" : server.schema()));
        }
    }

    private static List<String> tables(JdbcTemplate jdbc, String where, String schema) {
        return jdbc.queryForList(
                "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where " + where
                        + " and c.relkind in ('r', 'p') order by c.relname",
                String.class,
                schema);
    }

    /** A history table of Flyway may belong to another program, or to a database without tables. */
    private boolean isOurs(JdbcTemplate jdbc) {
        List<String> first = jdbc.queryForList(
                "select description from " + server.schema() + "." + HISTORY + " where version = '1'", String.class);
        return first.contains(BatchRepositoryMigration.DESCRIPTION);
    }
}
