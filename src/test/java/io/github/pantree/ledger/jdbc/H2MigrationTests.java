package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Migrates databases that processes may have left when they were killed during a migration. */
final class H2MigrationTests {

    private static final List<String> VERSIONS =
            List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13");

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init") // before each test
    private Connection open;

    @SuppressWarnings("NullAway.Init") // before each test
    private JdbcDataSource database;

    @SuppressWarnings("NullAway.Init") // before each test
    private JdbcTemplate jdbc;

    @BeforeEach
    void open() throws SQLException {
        database = H2Home.dataSource(home);
        open = database.getConnection();
        jdbc = new JdbcTemplate(database);
    }

    @AfterEach
    void close() throws SQLException {
        open.close();
    }

    @Test
    void createsANewDatabase() {
        migrate();
        assertThat(versions()).isEqualTo(VERSIONS);
        assertThat(rows("manifest")).isZero();
        assertThat(rows("batch_job_instance")).isZero();
    }

    @Test
    void replacesAnIncompleteDatabase() {
        jdbc.execute("create table batch_job_instance (half_made bigint)");
        jdbc.execute("create table \"odd name\" (half_made bigint)");
        migrate();
        assertThat(versions()).isEqualTo(VERSIONS);
        assertThat(jdbc.queryForList("select job_name from batch_job_instance")).isEmpty();
        assertThat(jdbc.queryForList("select table_name from information_schema.tables", String.class))
                .doesNotContain("odd name");
    }

    @Test
    void replacesALedgerWithoutAHistoryEntry() {
        migrate();
        jdbc.update("delete from \"flyway_schema_history\" where \"installed_rank\" > 1");
        migrate();
        assertThat(versions()).isEqualTo(VERSIONS);
    }

    @Test
    void replacesALedgerWhoseMigrationFailed() {
        migrate();
        jdbc.update("delete from \"flyway_schema_history\" where \"installed_rank\" > 2");
        jdbc.update("update \"flyway_schema_history\" set \"success\" = false where \"version\" = '2'");
        migrate();
        assertThat(versions()).isEqualTo(VERSIONS);
    }

    /** The tables may belong to another program, or the history may be lost; in both cases nothing is deleted. */
    @Test
    void keepsRowsWhateverTheHistoryContains() {
        jdbc.execute("create table theirs (x bigint)");
        jdbc.update("insert into theirs values (42)");
        assertThatThrownBy(this::migrate).isInstanceOf(FlywayException.class);
        assertThat(rows("theirs")).isEqualTo(1);
    }

    @Test
    void keepsTheRowsOfACompleteLedger() {
        migrate();
        addManifest();
        migrate();
        assertThat(rows("manifest")).isEqualTo(1);
        assertThat(versions()).isEqualTo(VERSIONS);
    }

    @Test
    void repeatsAFailedLaterMigration() {
        migrate();
        addManifest();
        jdbc.update("update \"flyway_schema_history\" set \"success\" = false where \"version\" = '13'");
        migrate();
        assertThat(rows("manifest")).isEqualTo(1);
        assertThat(versions()).isEqualTo(VERSIONS);
        assertThat(jdbc.queryForList(
                        "select \"success\" from \"flyway_schema_history\" where \"version\" = '13'", Boolean.class))
                .containsExactly(true);
    }

    @Test
    void repeatsALaterMigrationWithoutAHistoryEntry() {
        migrate();
        addManifest();
        jdbc.update("delete from \"flyway_schema_history\" where \"version\" in ('7', '8', '9', '10', '11', '12',"
                + " '13')");
        migrate();
        assertThat(rows("manifest")).isEqualTo(1);
        assertThat(versions()).isEqualTo(VERSIONS);
    }

    private void migrate() {
        new H2Migration()
                .migrate(Flyway.configure()
                        .dataSource(database)
                        .javaMigrations(new BatchRepositoryMigration())
                        .load());
    }

    private void addManifest() {
        jdbc.update("insert into manifest (content_hash, base_url, parent_dir_id) values ('hash', 'url', 'top')");
    }

    private List<String> versions() {
        return jdbc.queryForList(
                "select \"version\" from \"flyway_schema_history\" where \"success\" and \"version\" is not null"
                        + " order by \"installed_rank\"",
                String.class);
    }

    private long rows(String table) {
        Long rows = jdbc.queryForObject("select count(*) from " + table, Long.class);
        return rows == null ? -1 : rows;
    }
}
