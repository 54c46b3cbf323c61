package io.github.pantree.ledger.postgres;

import io.github.pantree.ledger.jdbc.BatchRepositoryMigration;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Brings a database on a server up to date, one process at a time. A variable that was set for another program may lead to
 * that one's database: where tables of others are, nothing is touched unless somebody made a schema for pantree.
 */
public final class PostgresMigrationStrategy implements FlywayMigrationStrategy {

    private static final long LOCK = AdvisoryLocks.key("pantree migration");
    private static final String NOTES = "flyway_schema_history";

    private final PostgresDatabase server;

    public PostgresMigrationStrategy(PostgresDatabase server) {
        this.server = server;
    }

    @Override
    public void migrate(Flyway flyway) {
        try (Connection connection = server.connect()) {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            // The others wait for as long as it takes to make some tables; the lock goes with the connection.
            while (!Boolean.TRUE.equals(jdbc.queryForObject("select pg_try_advisory_lock(?)", Boolean.class, LOCK))) {
                jdbc.execute("select pg_sleep(0.1)");
            }
            refuseEncoding(jdbc);
            refuseOthers(jdbc);
            flyway.migrate();
            jdbc.queryForObject("select pg_advisory_unlock(?)", Boolean.class, LOCK);
        } catch (SQLException e) {
            throw AdvisoryLocks.translated(e);
        }
    }

    /** Any other keeps not every name. */
    private void refuseEncoding(JdbcTemplate jdbc) {
        String encoding = jdbc.queryForObject("select current_setting('server_encoding')", String.class);
        if (!"UTF8".equals(encoding)) {
            throw new InvalidSettingException(
                    "spring.datasource.url",
                    server.shown(),
                    Messages.format("setting.utf8.rule", String.valueOf(encoding)),
                    Messages.format("setting.utf8.remedy"));
        }
    }

    private void refuseOthers(JdbcTemplate jdbc) {
        List<String> tables = tables(jdbc, "n.nspname = ?", server.schema());
        boolean ours = tables.contains(NOTES) && isOurs(jdbc);
        boolean made = !jdbc.queryForList("select 1 from pg_namespace where nspname = ?", server.schema())
                .isEmpty();
        List<String> others = ours
                ? List.of()
                : made
                        ? tables.stream().filter(table -> !table.equals(NOTES)).toList()
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
                            made ? "setting.foreign.schema" : "setting.foreign.remedy",
                            made ? "currentSchema" : server.schema()));
        }
    }

    private static List<String> tables(JdbcTemplate jdbc, String where, String schema) {
        return jdbc.queryForList(
                "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where " + where
                        + " and c.relkind in ('r', 'p') order by c.relname",
                String.class,
                schema);
    }

    /** Another program's Flyway notes have the same name; or they are of a database that nothing was made in yet. */
    private boolean isOurs(JdbcTemplate jdbc) {
        List<String> first = jdbc.queryForList(
                "select description from " + server.schema() + "." + NOTES + " where version = '1'", String.class);
        return first.contains(BatchRepositoryMigration.DESCRIPTION);
    }
}
