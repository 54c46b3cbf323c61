package io.github.pantree.ledger.jdbc;

import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Migrates the database file, also after a process was killed during a migration. H2 commits every statement that
 * changes the schema, so an interrupted migration leaves some tables but no entry in the history.
 *
 * <p>Invariant: a database without a complete version 2 has never contained a run, since every process migrates first;
 * its tables are left over from its creation and can be deleted. Later migrations must be repeatable.
 */
public final class H2Migration {

    private static final Logger log = LoggerFactory.getLogger(H2Migration.class);
    private static final MigrationVersion LEDGER = MigrationVersion.fromVersion("2");
    private static final String HISTORY = "flyway_schema_history";

    public void migrate(Flyway flyway) {
        JdbcTemplate jdbc = new JdbcTemplate(flyway.getConfiguration().getDataSource());
        if (!hasLedger(flyway) && isWithoutRows(jdbc)) {
            log.debug("Dropping the tables of an interrupted migration");
            jdbc.execute("drop all objects");
        } else if (Arrays.stream(flyway.info().all()).anyMatch(H2Migration::hasFailed)) {
            flyway.repair();
        }
        flyway.migrate();
    }

    private static boolean hasLedger(Flyway flyway) {
        return Arrays.stream(flyway.info().applied())
                .anyMatch(migration -> LEDGER.equals(migration.getVersion()) && !hasFailed(migration));
    }

    private static boolean hasFailed(MigrationInfo migration) {
        return migration.getState().isFailed();
    }

    /** Tables with rows are never deleted, whatever the history contains. */
    private static boolean isWithoutRows(JdbcTemplate jdbc) {
        List<String> tables = jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = current_schema", String.class);
        return tables.stream()
                .filter(table -> !table.equals(HISTORY))
                .allMatch(table -> jdbc.queryForList("select 1 from \"" + table + "\" fetch first 1 rows only")
                        .isEmpty());
    }
}
