package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

final class BatchRepositoryMigrationTests {

    private final BatchRepositoryMigration migration = new BatchRepositoryMigration();

    /** The checksum and description that the databases of all earlier versions contain. */
    @Test
    void hasTheChecksumOfExistingDatabases() {
        assertThat(migration.getVersion()).isEqualTo(MigrationVersion.fromVersion("1"));
        assertThat(migration.getDescription()).isEqualTo("Spring Batch job repository");
        assertThat(migration.getChecksum()).isNull();
        assertThat(migration.canExecuteInTransaction()).isTrue();
    }

    @Test
    void createsTheTablesOfSpringBatch(@TempDir Path home) throws Exception {
        JdbcDataSource database = H2Home.dataSource(home);
        try (Connection open = database.getConnection()) {
            Flyway.configure()
                    .dataSource(database)
                    .javaMigrations(migration)
                    .load()
                    .migrate();
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(open, true));
            List<String> tables = jdbc.queryForList(
                    "select table_name from information_schema.tables where table_name like 'BATCH_%'", String.class);
            assertThat(tables)
                    .contains(
                            "BATCH_JOB_INSTANCE",
                            "BATCH_JOB_EXECUTION",
                            "BATCH_JOB_EXECUTION_PARAMS",
                            "BATCH_JOB_EXECUTION_CONTEXT",
                            "BATCH_STEP_EXECUTION",
                            "BATCH_STEP_EXECUTION_CONTEXT");
            assertThat(jdbc.queryForMap("select \"version\", \"description\" from \"flyway_schema_history\""
                            + " where \"installed_rank\" = 1"))
                    .containsEntry("version", "1")
                    .containsEntry("description", BatchRepositoryMigration.DESCRIPTION);
        }
    }
}
