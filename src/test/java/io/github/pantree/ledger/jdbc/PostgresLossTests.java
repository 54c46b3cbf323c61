package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.testing.Await;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** On a real PostgreSQL. */
final class PostgresLossTests {

    private static String stateAfterOpening(String url) {
        DriverManagerDataSource database = new DriverManagerDataSource(url);
        new LossDetector(
                        new JdbcTemplate(database),
                        new DataSourceTransactionManager(database),
                        Dialect.POSTGRESQL,
                        null)
                .recover();
        return String.valueOf(new JdbcTemplate(database).queryForObject("select state from folder", String.class));
    }

    @Test
    void distrustsACopyOfADatabaseButNotTheDatabaseItself() throws Exception {
        TestPostgres postgres = TestPostgres.create();
        Flyway.configure()
                .dataSource(postgres.url(), null, null)
                .javaMigrations(new BatchRepositoryMigration())
                .load()
                .migrate();
        postgres.execute("insert into manifest (content_hash, base_url, parent_dir_id) values ('h', 'u', 'p')");
        postgres.execute("insert into folder (manifest_id, number, parent_number, depth, name, path, state)"
                + " select id, 1, 0, 1, 'n', '/n', 'PENDING' from manifest");

        assertThat(stateAfterOpening(postgres.url())).isEqualTo("PENDING");
        assertThat(stateAfterOpening(postgres.url())).isEqualTo("PENDING");
        assertThat(stateAfterOpening(postgres.copy().url())).isEqualTo("SENT");
    }

    /** Two processes start at the same time on a database without a mark. */
    @Test
    void waitsForAnotherProcessThatInsertsTheMark() throws Exception {
        TestPostgres postgres = TestPostgres.create();
        Flyway.configure()
                .dataSource(postgres.url(), null, null)
                .javaMigrations(new BatchRepositoryMigration())
                .load()
                .migrate();
        DriverManagerDataSource database = new DriverManagerDataSource(postgres.url());
        String origin = Dialect.POSTGRESQL.origin(new JdbcTemplate(database));
        LossDetector second = new LossDetector(
                new JdbcTemplate(database), new DataSourceTransactionManager(database), Dialect.POSTGRESQL, null);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection first = database.getConnection()) {
            first.setAutoCommit(false);
            try (Statement statement = first.createStatement()) {
                statement.execute("insert into database_mark (id, identity, mark, origin)"
                        + " select 1, gen_random_uuid(), 0, '" + origin + "'");
            }
            Future<?> recovery = threads.submit(second::recover);
            String waiting = "select count(*) from pg_stat_activity"
                    + " where datname = current_database() and wait_event_type = 'Lock'";
            Await.until(() -> recovery.isDone() || !postgres.query(waiting).equals("0"));
            first.commit();
            recovery.get(1, TimeUnit.MINUTES);
        } finally {
            threads.shutdownNow();
        }
        assertThat(postgres.query("select count(*) from database_mark")).isEqualTo("1");
    }

    @Test
    void knowsWhereItIsWithoutSpecialRights() throws Exception {
        TestPostgres postgres = TestPostgres.create();
        Flyway.configure()
                .dataSource(postgres.url(), null, null)
                .javaMigrations(new BatchRepositoryMigration())
                .load()
                .migrate();
        JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(postgres.url()));
        String origin = Dialect.POSTGRESQL.origin(jdbc);
        postgres.execute("do $$ begin create role plain login; exception when duplicate_object then null; end $$");
        JdbcTemplate plain =
                new JdbcTemplate(new DriverManagerDataSource(postgres.url().replace("user=postgres", "user=plain")));

        assertThat(origin).doesNotContain("?").matches("\\d+-[0-9A-F]{8}-\\d+-\\d+");
        assertThat(Dialect.POSTGRESQL.origin(plain)).isEqualTo(origin);
    }
}
